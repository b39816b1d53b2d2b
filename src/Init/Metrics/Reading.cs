using Init.Core.Read;

namespace Init.Metrics;

/// <summary>What every instrument of one collection is computed from, so that they agree with each other.</summary>
/// <param name="Processes">By pid; a worker that vanished since the snapshot is absent.</param>
internal sealed record Reading(Snapshot Snapshot, IReadOnlyDictionary<int, ProcessReading> Processes)
{
    internal static Reading Of(Snapshot snapshot, ProcessReader reader)
    {
        var processes = new Dictionary<int, ProcessReading>();
        foreach (var app in snapshot.Apps)
        {
            foreach (var worker in app.Workers)
            {
                if (worker.Pid > 0 && reader.Read(worker.Pid, snapshot.Pid) is { } process)
                {
                    processes[worker.Pid] = process;
                }
            }
        }

        return new Reading(snapshot, processes);
    }
}
