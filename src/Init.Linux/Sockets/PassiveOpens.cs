using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Sockets;

/// <summary>TCP connections accepted by the kernel so far in this network namespace (RFC 1213's tcpPassiveOpens), the
/// only count of new connections that costs nothing and misses none.</summary>
public static class PassiveOpens
{
    /// <returns>null where /proc/net/snmp cannot be read.</returns>
    public static long? Read(string path = "/proc/self/net/snmp")
    {
        var lines = BoundedFile.Lines(path).Where(line => line.StartsWith("Tcp:", StringComparison.Ordinal)).ToArray();
        if (lines.Length < 2)
        {
            return null;
        }

        var column = Array.IndexOf(lines[0].Split(' '), "PassiveOpens");
        var values = lines[1].Split(' ');
        return column > 0 && column < values.Length
            && long.TryParse(values[column], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : null;
    }
}
