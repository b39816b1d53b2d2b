using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Runtime.Sharing;

namespace Init.Runtime.View;

/// <summary>State and kernel, read at one moment.</summary>
internal sealed class SnapshotBuilder(AppSpec app, CpuSnapshot cpu, string version, TimeSpan startedAt)
{
    internal Snapshot Build(
        PoolState pool, IReadOnlyList<SharedSocket> ports, IReadOnlyList<Degradation> degraded, TimeSpan now) => new()
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

    private AppSnapshot App(PoolState pool, IReadOnlyList<SharedSocket> ports, TimeSpan now) => new()
    {
        Name = app.Name,
        Share = app.Share,
        Balance = app.Balance,
        Ports = [.. ports.Select(Port)],
        Generation = 1,
        Wanted = pool.Workers.Length,
        Ready = pool.ReadyCount,
        Started = pool.Started,
        Restarts =
        [
            .. Enum.GetValues<RestartReason>().Select(
                reason => new RestartCount(reason, pool.Restarts.GetValueOrDefault(reason))),
        ],
        Workers = [.. pool.Workers.Select(worker => Worker(worker, now))],
    };

    private static WorkerSnapshot Worker(Worker worker, TimeSpan now) => new()
    {
        Slot = worker.Slot,
        Pid = worker.Pid,
        State = worker.State,
        Generation = 1,
        Restarts = worker.Restarts,
        UptimeSeconds = worker is { Pid: not 0, ExecutedAt: { } since } ? Seconds(now - since) : 0,
        StartupSeconds = worker.ReadyAt is { } ready ? Seconds(ready - worker.SpawnedAt) : 0,
    };

    private static PortSnapshot Port(SharedSocket port)
    {
        var queue = port.Socket.Queue;
        return new(port.Text, port.Socket.IsListening, queue?.Waiting ?? 0, queue?.Limit ?? 0, port.Socket.Drops);
    }

    private static DrainSnapshot Drain(Drain drain, TimeSpan now) => new(
        drain.Phase,
        Seconds((drain.EndedAt ?? now) - drain.StartedAt),
        Seconds((drain.DelayEndedAt ?? drain.EndedAt ?? now) - drain.StartedAt),
        drain.Forced);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
