using Init.Core.Read;
using Init.Linux;
using Init.Linux.Processes;

namespace Init.Runtime.Reaping;

/// <summary>Orphans come to PID 1 by themselves; any other process has to ask for those of its descendants.</summary>
internal static class Subreaper
{
    /// <returns>null, or what is lost because this process cannot be one.</returns>
    internal static Degradation? Become() =>
        Self.Pid != 1 && Children.BecomeSubreaper() is var error and not 0
            ? new Degradation(
                "subreaper",
                $"cannot become a subreaper: {Errno.Text(error)}",
                "orphans are left to PID 1; start pm1 as PID 1, or allow prctl(2)")
            : null;
}
