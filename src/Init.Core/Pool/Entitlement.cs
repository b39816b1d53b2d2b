using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>Which workers may be handed connections, where pm1 itself accepts, and in which ratio.</summary>
public static class Entitlement
{
    /// <summary>So that percents of a pool of many stay whole numbers.</summary>
    private const int Scale = 100;

    /// <summary>Those that serve; while canaries are watched, their generation gets its share however many they are.
    /// Nobody serves: nobody, and connections wait in the kernel's queue.</summary>
    /// <param name="bySlot">Weights of slot 0, 1, …; what is missing is 1.</param>
    /// <returns>By pid; above 0.</returns>
    public static IReadOnlyDictionary<int, long> Of(PoolState state, PoolPolicy policy, IReadOnlyList<int> bySlot)
    {
        var serving = Serving(state, Duty.Incumbent);
        serving = serving.Count > 0 ? serving : Serving(state, Duty.Retiree);
        serving = serving.Count > 0 ? serving : Serving(state, Duty.Successor);
        var weights = serving.ToDictionary(
            worker => worker.Pid, worker => worker.Slot < bySlot.Count ? bySlot[worker.Slot] : 1L);
        if (state.Roll is not { IsRunning: true, WatchedUntil: not null } roll
            || policy.ReloadCanary is not { Portion: { IsPercent: true } portion })
        {
            return weights;
        }

        var canaries = serving.Where(worker => worker.Generation == roll.Generation).ToList();
        var fresh = canaries.Sum(worker => weights[worker.Pid]);
        var old = weights.Values.Sum() - fresh;
        if (fresh == 0 || old == 0)
        {
            return weights;
        }

        var isFresh = canaries.Select(worker => worker.Pid).ToHashSet();
        return weights.Select(pair => KeyValuePair.Create(
                pair.Key,
                pair.Value * (isFresh.Contains(pair.Key) ? portion.Amount * old : (Scale - portion.Amount) * fresh)))
            .Where(pair => pair.Value > 0).ToDictionary();
    }

    private static List<Worker> Serving(PoolState state, Duty duty) =>
    [
        .. state.Workers.Values.Where(
            worker => worker.Duty == duty && worker is { State: WorkerState.Ready, Pid: not 0 }),
    ];
}
