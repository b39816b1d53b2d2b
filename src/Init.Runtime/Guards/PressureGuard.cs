using System.Globalization;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Cgroups;

namespace Init.Runtime.Guards;

/// <summary>When the cgroup comes near its memory limit, replaces the largest worker before the kernel kills one. One
/// at a time: the next not before it is gone and some time has passed, longer each time as long as that has not helped,
/// so that a shortage which workers are not the cause of does not take the whole pool round and round.</summary>
/// <param name="percent">Of the limit.</param>
internal sealed class PressureGuard(
    int percent, IMemoryReader memory, Action<PoolEvent> post, Func<double> chance, Action<Degradation> degrade)
    : IGuard
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan RestMin = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan RestMax = TimeSpan.FromHours(1);
    private const int LooksInARow = 2;

    private readonly AskedPids _asked = new();
    private TimeSpan _rest = RestMin;
    private TimeSpan? _restUntil;
    private int _above;

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        Deadline = now + (Interval * (0.9 + (0.2 * chance())));
        if (memory.Cgroup() is not { } cgroup)
        {
            degrade(new Degradation(
                "memory-pressure", "cannot see memory pressure: this cgroup has no memory limit",
                "give the container a memory limit, or write memory-pressure off"));
            return;
        }

        _asked.Keep(workers, now);
        if (cgroup.Used < (decimal)cgroup.Limit * percent / 100)
        {
            _above = 0;
            _rest = _restUntil <= now ? RestMin : _rest;
            return;
        }

        _above++;
        if (_above >= LooksInARow && !_asked.Any && (_restUntil is not { } until || until <= now))
        {
            ReplaceLargest(now, workers, cgroup);
        }
    }

    private void ReplaceLargest(TimeSpan now, IReadOnlyList<GuardedWorker> workers, CgroupMemory cgroup)
    {
        memory.Look();
        if (workers.Where(worker => worker.IsReady).MaxBy(worker => memory.Resident(worker.Pid)) is not { } largest)
        {
            return;
        }

        _asked.Ask(largest.Pid, now);
        _restUntil = now + _rest;
        _rest = _rest * 2 < RestMax ? _rest * 2 : RestMax;
        var full = string.Create(CultureInfo.InvariantCulture, $"{100m * cgroup.Used / cgroup.Limit:0}%");
        post(new PoolEvent.Replace(
            largest.Seat, largest.Pid, RestartReason.MemoryPressure,
            $"uses {SizeText.Of(memory.Resident(largest.Pid))}, the most, and {full} of "
            + $"{SizeText.Of(cgroup.Limit)} are in use"));
    }
}
