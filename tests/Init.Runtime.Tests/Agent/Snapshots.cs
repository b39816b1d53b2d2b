using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Runtime.Tests.Agent;

/// <summary>Snapshots for tests: one app, `web`, that runs well unless a test says otherwise.</summary>
internal static class Snapshots
{
    internal static Snapshot Running { get; } = Of(ready: 2, wanted: 2);

    internal static Snapshot Of(int ready, int wanted, SupervisorPhase phase = SupervisorPhase.Running) => new()
    {
        Pm1 = "0.1.0",
        Pid = 1,
        UptimeSeconds = 10,
        Phase = phase,
        Apps =
        [
            new AppSnapshot
            {
                Name = "web",
                Share = ShareMode.Bind,
                Balance = Balance.Queue,
                Ports = [new PortSnapshot("0.0.0.0:3000", Listening: true, Backlog: 3, BacklogLimit: 511, Drops: 0)],
                Generation = 1,
                Wanted = wanted,
                Ready = ready,
                Started = phase != SupervisorPhase.Starting,
                Restarts = [new RestartCount(RestartReason.ReadyTimeout, 4)],
                Workers = [.. Enumerable.Range(0, wanted).Select(slot => Worker(slot, slot < ready))],
            },
        ],
        Cpu = new CpuSnapshot(Quota: 1.5, Affinity: 2, WorkersSource.Quota),
    };

    /// <summary>What a supervisor that is so would say when asked for them.</summary>
    internal static Vitals Vitals(Snapshot snapshot) => new(
        snapshot.Phase, [.. snapshot.Apps.Select(app => new AppVitals(app.Name, app.Wanted, app.Ready, app.Started))],
        snapshot.Degraded);

    private static WorkerSnapshot Worker(int slot, bool ready) => new()
    {
        Slot = slot,
        Pid = 0,
        State = ready ? WorkerState.Ready : WorkerState.Backoff,
        Generation = 1,
        Restarts = 0,
        UptimeSeconds = 8,
        StartupSeconds = 0.25,
    };
}
