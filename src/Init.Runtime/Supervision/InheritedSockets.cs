using System.Globalization;
using Init.Linux.Processes;

namespace Init.Runtime.Supervision;

/// <summary>LISTEN_FDS as whoever started pm1 (systemd, podman) set it: sd_listen_fds(3).</summary>
public static class InheritedSockets
{
    private const int CountMax = 64;

    /// <param name="variable">Of the environment.</param>
    /// <returns>How many; 0 also when they are not meant for this process.</returns>
    public static int Count(Func<string, string?> variable) =>
        variable("LISTEN_PID") == Self.Pid.ToString(CultureInfo.InvariantCulture)
        && int.TryParse(variable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count <= CountMax ? count : 0;
}
