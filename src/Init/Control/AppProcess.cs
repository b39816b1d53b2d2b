using Init.Metrics;

namespace Init.Control;

/// <param name="OpenFiles">null where they may not be counted.</param>
internal sealed record AppProcess(int Pid, double CpuSeconds, long RssBytes, int Threads, int? OpenFiles)
{
    internal static AppProcess Of(int pid, ProcessReading process) => new(
        pid, Math.Round(process.UserSeconds + process.SystemSeconds, 2), process.ResidentBytes, process.Threads,
        process.OpenFiles);
}
