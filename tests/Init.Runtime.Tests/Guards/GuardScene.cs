using Init.Core.Pool;
using Init.Core.Read;
using Init.Runtime.Guards;

namespace Init.Runtime.Tests.Guards;

/// <summary>A pool of paper, a hand clock, and what guards asked for.</summary>
internal sealed class GuardScene
{
    internal List<PoolEvent> Posted { get; } = [];

    internal List<string> Degraded { get; } = [];

    internal List<GuardedWorker> Workers { get; } = [];

    internal TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    internal IEnumerable<int> Replaced => Posted.OfType<PoolEvent.Replace>().Select(replace => replace.Pid);

    internal void Post(PoolEvent happened) => Posted.Add(happened);

    internal void Degrade(Degradation degradation) => Degraded.Add(degradation.Message);

    internal void AddReady(params int[] pids) =>
        Workers.AddRange(pids.Select(pid => new GuardedWorker(new Seat(Workers.Count + pid, 0), pid, true, Now)));

    /// <summary>As the loop does: a guard is called when its deadline has come, and not before.</summary>
    internal void Pass(IGuard guard, double seconds)
    {
        var end = Now + TimeSpan.FromSeconds(seconds);
        for (var calls = 0; guard.Deadline is { } deadline && deadline <= end; calls++)
        {
            Xunit.Assert.True(calls < 100_000, "a guard that is always due would spin");
            Now = deadline > Now ? deadline : Now;
            guard.TakeTime(Now, [.. Workers]);
        }

        Now = end;
    }
}
