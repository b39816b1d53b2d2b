using System.Globalization;
using Init.Linux.Processes;

namespace Init.Runtime.Supervision;

/// <summary>LISTEN_FDS as whoever started pm1 (systemd, podman) set it: sd_listen_fds(3).</summary>
internal static class InheritedSockets
{
    private const int CountMax = 64;

    /// <summary>0 when they are not meant for this process.</summary>
    internal static int Count =>
        Environment.GetEnvironmentVariable("LISTEN_PID") == Self.Pid.ToString(CultureInfo.InvariantCulture)
        && int.TryParse(
            Environment.GetEnvironmentVariable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count <= CountMax ? count : 0;
}
