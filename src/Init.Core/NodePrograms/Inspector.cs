using System.Globalization;

namespace Init.Core.NodePrograms;

/// <summary>The port on which Node's inspector listens, by the rules of Node and of its cluster.</summary>
internal static class Inspector
{
    private const int PortDefault = 9229;
    private const int PortMin = 1024;
    private const int PortMax = 65_535;

    private static readonly string[] Starting = ["--inspect", "--inspect-brk", "--inspect-wait"];
    private static readonly string[] PortOnly = ["--inspect-port", "--debug-port"];

    /// <param name="options">Of the command line; they go over those of the environment.</param>
    /// <param name="environment">NODE_OPTIONS.</param>
    /// <returns>null: there is no inspector.</returns>
    public static int? PortOf(IEnumerable<string> options, string? environment)
    {
        var isOn = false;
        var port = PortDefault;
        var takesPort = false;
        foreach (var word in (environment ?? "").Split(' ').Concat(options))
        {
            var (name, value) = NodeOption.Split(word);
            if (takesPort)
            {
                port = Port(word) ?? port;
                takesPort = false;
            }
            else if (Starting.Contains(name) || PortOnly.Contains(name))
            {
                isOn |= Starting.Contains(name);
                takesPort = value is null && PortOnly.Contains(name);
                port = value is null ? port : Port(value) ?? port;
            }
        }

        return isOn ? port : null;
    }

    /// <summary>Past the last port it goes on at the first that needs no privilege.</summary>
    public static int Counted(int first, int slot) =>
        first + (long)slot is var port && port <= PortMax
            ? (int)port : (int)(PortMin + ((port - PortMax - 1) % (PortMax - PortMin + 1)));

    /// <summary>Of `port`, `host`, `host:port` or `[::1]:port`.</summary>
    private static int? Port(string text)
    {
        var digits = text[(text.LastIndexOf(':') + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= PortMax
            ? port : null;
    }
}
