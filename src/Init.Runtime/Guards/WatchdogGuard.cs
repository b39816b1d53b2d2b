using System.Globalization;
using Init.Core.Pool;
using Init.Core.Read;

namespace Init.Runtime.Guards;

/// <summary>Replaces a worker whose heartbeat has stopped. It is late only after a whole period: the program is told
/// the period and beats twice in it. How late is known to a quarter of a period.</summary>
/// <param name="period">For all; null: only for workers that ask for it themselves.</param>
internal sealed class WatchdogGuard(TimeSpan? period, Action<PoolEvent> post) : IGuard
{
    private static readonly TimeSpan LookMin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, TimeSpan> _beats = [];
    private readonly Dictionary<int, TimeSpan> _periods = [];
    private readonly AskedPids _asked = new();

    public TimeSpan? Deadline { get; private set; } = period is null ? null : TimeSpan.Zero;

    /// <summary>WATCHDOG=1</summary>
    internal void Beat(int pid, TimeSpan now) => _beats[pid] = now;

    /// <summary>WATCHDOG_USEC: this worker's own period from now on.</summary>
    internal void SetPeriod(int pid, TimeSpan own, TimeSpan now)
    {
        _periods[pid] = own;
        _beats[pid] = now;
        Deadline = Deadline is { } known && known < now + Look(own) ? known : now + Look(own);
    }

    /// <summary>WATCHDOG=trigger</summary>
    internal void Unwell(Seat seat, int pid, TimeSpan now)
    {
        if (_asked.Ask(pid, now))
        {
            post(new PoolEvent.Replace(seat, pid, RestartReason.Watchdog, "says that it is not well", Hangs: true));
        }
    }

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        Forget(workers, now);
        TimeSpan? shortest = period;
        foreach (var worker in workers.Where(worker => worker.IsReady))
        {
            if ((_periods.TryGetValue(worker.Pid, out var own) ? own : period) is not { } granted)
            {
                continue;
            }

            // One that came before it was ready proves nothing about the time since.
            var last = _beats.GetValueOrDefault(worker.Pid);
            last = last > worker.ReadyAt ? last : worker.ReadyAt;
            shortest = shortest is { } known && known < granted ? known : granted;
            if (now - last > granted && _asked.Ask(worker.Pid, now))
            {
                var silent = string.Create(CultureInfo.InvariantCulture, $"{(now - last).TotalSeconds:0.#}");
                post(new PoolEvent.Replace(
                    worker.Seat, worker.Pid, RestartReason.Watchdog, $"has not said WATCHDOG=1 for {silent}s", true));
            }
        }

        Deadline = shortest is { } look ? now + Look(look) : null;
    }

    private void Forget(IReadOnlyList<GuardedWorker> workers, TimeSpan now)
    {
        _asked.Keep(workers, now);
        foreach (var pid in _beats.Keys.Where(pid => !workers.Any(worker => worker.Pid == pid)).ToList())
        {
            _beats.Remove(pid);
            _periods.Remove(pid);
        }
    }

    private static TimeSpan Look(TimeSpan granted) =>
        TimeSpan.FromTicks(Math.Clamp((granted / 4).Ticks, LookMin.Ticks, LookMax.Ticks));
}
