using Init.Core.Read;
using Init.Metrics;

namespace Init.Control;

/// <param name="CpuPercent">Of one CPU, averaged since the worker started, as ps(1) shows it; null when unknown.
/// </param>
/// <param name="RssBytes">null when unknown.</param>
/// <param name="Backlog">null: the workers share one queue, whose length is the port's.</param>
internal sealed record ListWorker(
    int Slot, int Pid, WorkerState State, int Generation, long Restarts, double UptimeSeconds, double? CpuPercent,
    long? RssBytes, long? Backlog)
{
    internal static ListWorker Of(WorkerSnapshot worker, ProcessReading? process) => new(
        worker.Slot, worker.Pid, worker.State, worker.Generation, worker.Restarts, worker.UptimeSeconds,
        process is null || worker.UptimeSeconds <= 0
            ? null
            : Math.Round(100 * (process.UserSeconds + process.SystemSeconds) / worker.UptimeSeconds, 1),
        process?.ResidentBytes, Backlog: null);
}
