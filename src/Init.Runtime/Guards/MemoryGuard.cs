using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Runtime.Guards;

/// <summary>Replaces a worker that, with all that it started, uses more memory than it may. Two looks in a row, because
/// a peak of a moment is no leak.</summary>
/// <param name="chance">0 to 1: workers that started together must not all be looked at in one beat with every other
/// pm1 of the machine.</param>
/// <param name="degrade">Feature, message and hint, when the limit is a share of nothing.</param>
internal sealed class MemoryGuard(
    MemoryLimit limit, IMemoryReader memory, Action<PoolEvent> post, Func<double> chance, Action<Degradation> degrade)
    : IGuard
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int LooksInARow = 2;

    private readonly AskedPids _asked = new();
    private Dictionary<int, int> _above = [];

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        Deadline = now + (Interval * (0.9 + (0.2 * chance())));
        if (limit.Of(limit.Percent > 0 ? memory.Limit() : 0) is not { } most)
        {
            degrade(new Degradation(
                "max-memory",
                $"cannot hold workers to {limit.Percent}% of memory: this cgroup has no memory limit",
                "write max-memory as a size like 512Mi, or give the container a limit"));
            return;
        }

        _asked.Keep(workers, now);
        memory.Look();
        var above = new Dictionary<int, int>();
        foreach (var worker in workers.Where(worker => worker.IsReady))
        {
            if (Above(worker.Pid, most) is { } uses)
            {
                above[worker.Pid] = _above.GetValueOrDefault(worker.Pid) + 1;
                if (above[worker.Pid] >= LooksInARow && _asked.Ask(worker.Pid, now))
                {
                    post(new PoolEvent.Replace(
                        worker.Seat, worker.Pid, RestartReason.Memory,
                        $"uses {SizeText.Of(uses)} of at most {SizeText.Of(most)}"));
                }
            }
        }

        _above = above;
    }

    /// <summary>PSS is never more than RSS and takes longer to find out, so it is asked for only where RSS is too much.
    /// </summary>
    /// <returns>null: within bounds.</returns>
    private long? Above(int pid, long most)
    {
        var uses = memory.Resident(pid);
        if (uses > most && limit.Proportional)
        {
            uses = memory.Proportional(pid);
        }

        return uses > most ? uses : null;
    }
}
