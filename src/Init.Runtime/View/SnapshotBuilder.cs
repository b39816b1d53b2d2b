using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Runtime.Reporting;
using Init.Runtime.Sharing;

namespace Init.Runtime.View;

/// <summary>State and kernel, read at one moment.</summary>
/// <param name="main">From a worker's pid to the process that it is now.</param>
/// <param name="lag">How long a worker's event loop took to answer; null: not known.</param>
internal sealed class SnapshotBuilder(
    AppSpec app, string version, TimeSpan startedAt, ErrorRelay relay, Func<int, int> main, Func<int, TimeSpan?> lag)
{
    internal Snapshot Build(
        PoolState pool, CpuSnapshot cpu, IReadOnlyList<SharedAddress> ports, IReadOnlyList<Degradation> degraded,
        TimeSpan now) => new()
    {
        Pm1 = version,
        Pid = Self.Pid,
        UptimeSeconds = Seconds(now - startedAt),
        Phase = pool.Phase,
        Apps = [App(pool, ports, now)],
        Degraded = degraded,
        Drain = pool.Drain is { } drain ? Drain(drain, now) : null,
        Cpu = cpu,
    };

    /// <summary>Asks the kernel nothing.</summary>
    internal Vitals Vitals(PoolState pool, IReadOnlyList<Degradation> degraded) => new(
        pool.Phase, [new AppVitals(app.Name, pool.Wanted, pool.ReadyCount, pool.Started)], degraded);

    private AppSnapshot App(PoolState pool, IReadOnlyList<SharedAddress> ports, TimeSpan now) => new()
    {
        Name = app.Name,
        Share = app.Share,
        Balance = app.Balance,
        Ports = [.. ports.Select(Port)],
        Generation = pool.Generation,
        Wanted = pool.Wanted,
        Ready = pool.ReadyCount,
        Started = pool.Started,
        Restarts =
        [
            .. Enum.GetValues<RestartReason>().Select(
                reason => new RestartCount(reason, pool.Restarts.GetValueOrDefault(reason))),
        ],
        Reloads =
        [
            .. Enum.GetValues<ReloadOutcome>().Where(outcome => outcome != ReloadOutcome.Running).Select(
                outcome => new ReloadCount(outcome, pool.Reloads.GetValueOrDefault(outcome))),
        ],
        Reload = pool.Roll is { } roll ? Reload(roll, now) : null,
        Paused = pool.Paused,
        Workers = [.. pool.Workers.Values.Select(worker => Worker(worker, now))],
    };

    private WorkerSnapshot Worker(Worker worker, TimeSpan now) => new()
    {
        Slot = worker.Slot,
        Pid = main(worker.Pid),
        State = worker.State,
        Generation = worker.Generation,
        Restarts = worker.Restarts,
        UptimeSeconds = worker is { Pid: not 0, ExecutedAt: { } since } ? Seconds(now - since) : 0,
        StartupSeconds = worker.ReadyAt is { } ready ? Seconds(ready - worker.SpawnedAt) : 0,
        LagMilliseconds = lag(worker.Pid) is { } lagged ? Math.Round(lagged.TotalMilliseconds, 1) : null,
        Status = worker.Status,
        LastExit = worker.LastExit,
    };

    private ReloadSnapshot Reload(Roll roll, TimeSpan now) => new(
        roll.Generation, roll.Outcome, roll.Replaced, roll.Slots, Seconds((roll.EndedAt ?? now) - roll.StartedAt),
        roll.Why, roll.FailedPid == 0 ? [] : relay.LastLines(roll.FailedPid));

    private static PortSnapshot Port(SharedAddress port) =>
        new(port.Text, port.IsListening, port.Waiting, port.Limit, port.Drops);

    private static DrainSnapshot Drain(Drain drain, TimeSpan now) => new(
        drain.Phase,
        Seconds((drain.EndedAt ?? now) - drain.StartedAt),
        Seconds((drain.DelayEndedAt ?? drain.EndedAt ?? now) - drain.StartedAt),
        drain.Forced);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
