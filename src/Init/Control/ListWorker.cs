using System.Text.Json.Serialization;
using Init.Core.Read;
using Init.Metrics;

namespace Init.Control;

/// <param name="CpuPercent">Of one CPU, averaged since the worker started, as ps(1) shows it; null when unknown.
/// </param>
/// <param name="RssBytes">null when unknown.</param>
/// <param name="Backlog">null: the workers share one queue, whose length is the port's.</param>
/// <param name="CpuSeconds">Used since the worker started; null when unknown.</param>
internal sealed record ListWorker(
    int Slot, int Pid, WorkerState State, int Generation, long Restarts, double UptimeSeconds, double? CpuPercent,
    long? RssBytes, long? Backlog, double? CpuSeconds)
{
    /// <summary>Established on the app's ports; absent unless asked for and known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Connections { get; init; }

    /// <summary>Of its event loop; absent where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LagMilliseconds { get; init; }

    internal static ListWorker Of(WorkerSnapshot worker, ProcessReading? process)
    {
        double? cpu = process is null ? null : Math.Round(process.UserSeconds + process.SystemSeconds, 2);
        return new ListWorker(
            worker.Slot, worker.Pid, worker.State, worker.Generation, worker.Restarts, worker.UptimeSeconds,
            cpu is null || worker.UptimeSeconds <= 0 ? null : Math.Round(100 * cpu.Value / worker.UptimeSeconds, 1),
            process?.ResidentBytes, Backlog: null, cpu)
        {
            LagMilliseconds = worker.LagMilliseconds,
        };
    }
}
