using System.Text.Json;
using Init.Core.Read;

namespace Init.Metrics;

/// <summary>All instruments, in the order in which /metrics shows them. Names are an interface: add, never rename.
/// </summary>
internal static class Measures
{
    internal static IReadOnlyList<Measure> All { get; } =
    [
        new("pm1.worker.count", MeasureKind.UpDownCounter, "{worker}", "Workers by state.", WorkerCount),
        new("pm1.worker.limit", MeasureKind.Gauge, "{worker}", "Workers that each source would allow.", WorkerLimit),
        new("pm1.worker.restarts", MeasureKind.Counter, "{restart}",
            "Workers that had to be started again, by reason.", Restarts),
        new("pm1.app.reloads", MeasureKind.Counter, "{reload}", "Reloads that have ended, by outcome.", Reloads),
        new("pm1.app.generation", MeasureKind.Gauge, "{generation}",
            "The newest generation of which a worker was started.",
            r => r.Snapshot.Apps.Select(app => new Sample(app.Generation, App(app)))),
        new("pm1.worker.startup.duration", MeasureKind.Gauge, "s",
            "From spawn to ready, of the worker that now has the slot.", Startup),
        new("pm1.listener.backlog.usage", MeasureKind.UpDownCounter, "{connection}",
            "Connections that wait in the accept queue.", r => Ports(r, p => p.Listening ? p.Backlog : null)),
        new("pm1.listener.backlog.limit", MeasureKind.UpDownCounter, "{connection}",
            "Length of the accept queue as the kernel granted it.",
            r => Ports(r, p => p.BacklogLimit > 0 ? p.BacklogLimit : null)),
        new("pm1.listener.drops", MeasureKind.Counter, "{connection}",
            "Connections that the kernel dropped because the accept queue was full.", r => Ports(r, p => p.Drops)),
        new("process.cpu.time", MeasureKind.Counter, "s", "CPU time of a worker, by mode.", CpuTime),
        new("process.memory.usage", MeasureKind.UpDownCounter, "By", "Resident memory of a worker.",
            r => Processes(r, (_, p) => p.ResidentBytes)),
        new("process.thread.count", MeasureKind.UpDownCounter, "{thread}", "Threads of a worker.",
            r => Processes(r, (_, p) => p.Threads)),
        new("process.unix.file_descriptor.count", MeasureKind.UpDownCounter, "{file_descriptor}",
            "Open descriptors of a worker.", r => Processes(r, (_, p) => p.OpenFiles)),
        new("process.uptime", MeasureKind.Gauge, "s", "Since the worker's program was executed.",
            r => Processes(r, (w, _) => w.UptimeSeconds)),
    ];

    private static IEnumerable<Sample> WorkerCount(Reading reading) =>
        from app in reading.Snapshot.Apps
        from state in Enum.GetValues<WorkerState>()
        select new Sample(app.Workers.Count(w => w.State == state), App(app), new("state", Word(state)));

    private static IEnumerable<Sample> WorkerLimit(Reading reading)
    {
        var cpu = reading.Snapshot.Cpu;
        if (cpu.Quota > 0)
        {
            yield return new(Math.Max(1, Math.Ceiling(cpu.Quota)), Source("quota"));
        }

        yield return new(cpu.Affinity, Source("affinity"));
        if (cpu.Source == WorkersSource.Explicit)
        {
            yield return new(reading.Snapshot.Apps.Sum(a => a.Wanted), Source("explicit"));
        }
    }

    private static IEnumerable<Sample> Restarts(Reading reading) =>
        from app in reading.Snapshot.Apps
        from restart in app.Restarts
        select new Sample(restart.Count, App(app), new("reason", Word(restart.Reason)));

    private static IEnumerable<Sample> Reloads(Reading reading) =>
        from app in reading.Snapshot.Apps
        from reload in app.Reloads
        select new Sample(reload.Count, App(app), new("outcome", Word(reload.Outcome)));

    private static IEnumerable<Sample> Startup(Reading reading) =>
        from app in reading.Snapshot.Apps
        from worker in app.Workers
        where worker.StartupSeconds > 0
        select new Sample(worker.StartupSeconds, App(app), Index(worker));

    private static IEnumerable<Sample> Ports(Reading reading, Func<PortSnapshot, long?> value) =>
        from app in reading.Snapshot.Apps
        from port in app.Ports
        let read = value(port)
        where read is not null
        select new Sample(read.Value, App(app), new("address", port.Address));

    private static IEnumerable<Sample> CpuTime(Reading reading) =>
        Processes(reading, (_, p) => p.UserSeconds, [new("cpu.mode", "user")])
            .Concat(Processes(reading, (_, p) => p.SystemSeconds, [new("cpu.mode", "system")]));

    private static IEnumerable<Sample> Processes(
        Reading reading, Func<WorkerSnapshot, ProcessReading, double?> value,
        params KeyValuePair<string, object?>[] more) =>
        from app in reading.Snapshot.Apps
        from worker in app.Workers
        where reading.Processes.ContainsKey(worker.Pid)
        let read = value(worker, reading.Processes[worker.Pid])
        where read is not null
        select new Sample(read.Value, [App(app), Index(worker), .. more]);

    private static KeyValuePair<string, object?> App(AppSnapshot app) => new("app", app.Name);

    private static KeyValuePair<string, object?> Source(string name) => new("source", name);

    private static KeyValuePair<string, object?> Index(WorkerSnapshot worker) => new("pm1.worker.index", worker.Slot);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
