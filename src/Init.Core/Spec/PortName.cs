using System.Globalization;

namespace Init.Core.Spec;

/// <summary>A port as `--port` and `--private` name it: `3000` or `udp:5353`.</summary>
/// <param name="Transport">Tcp or Udp.</param>
/// <param name="Number">1 to 65535.</param>
public readonly record struct PortName(Transport Transport, int Number)
{
    public static Parsed<PortName> Parse(string text)
    {
        var transport = text.StartsWith("udp:", StringComparison.Ordinal) ? Transport.Udp : Transport.Tcp;
        var named = transport == Transport.Udp || text.StartsWith("tcp:", StringComparison.Ordinal);
        var number = named ? text[4..] : text;
        return ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? new PortName(transport, port)
            : Fault.In(text, "is not a port", "write 3000 or udp:5353, from 1 to 65535");
    }
}
