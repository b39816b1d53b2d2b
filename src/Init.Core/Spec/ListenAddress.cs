using System.Globalization;
using System.Net;
using System.Text;

namespace Init.Core.Spec;

/// <summary>An address that pm1 binds itself: `host:port`, `:port` (every address, IPv6 and IPv4), `unix:PATH`
/// (absolute, or `unix:@NAME` in the abstract namespace), `udp:host:port`.</summary>
/// <param name="Text">As written, for messages and LISTEN_FDNAMES.</param>
/// <param name="Transport">Which kind of socket.</param>
/// <param name="Host">An IP literal, or empty for every address; unused for Unix.</param>
/// <param name="Port">1 to 65535 (0 lets the kernel choose: tests only); unused for Unix.</param>
/// <param name="Path">Only for Unix.</param>
public sealed record ListenAddress(string Text, Transport Transport, string Host, int Port, string Path)
{
    /// <summary>sockaddr_un.sun_path is 108 bytes and pm1 keeps its terminating zero.</summary>
    public const int UnixPathBytesMax = 107;
    private const int Ipv4Bytes = 4;

    private const string Instead = "write host:port, :port, [::1]:port, unix:/path or udp:host:port";

    public static Parsed<ListenAddress> Parse(string text)
    {
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            return UnixFault(text, text[5..]) is { } fault
                ? fault
                : new ListenAddress(text, Transport.Unix, "", 0, text[5..]);
        }

        var transport = text.StartsWith("udp:", StringComparison.Ordinal) ? Transport.Udp : Transport.Tcp;
        var address = transport == Transport.Udp ? text[4..] : text;
        var colon = address.LastIndexOf(':');
        if (colon < 0)
        {
            return Fault.In(
                text, "has no port", address.All(char.IsAsciiDigit) && address != "" ? $"write :{address}" : Instead);
        }

        if (!ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return Fault.In(text, "has no port from 1 to 65535", Instead);
        }

        return HostOf(address[..colon]) is { } host
            ? new ListenAddress(text, transport, host, port, "")
            : Fault.In(
                text, "is not an address of this machine", "write an IP address, IPv6 in brackets, or only :port");
    }

    /// <summary>Null: `PATH` can be a Unix socket's address.</summary>
    internal static Fault? UnixFault(string text, string path) => path switch
    {
        ['/', _, ..] or ['@', _, ..] when Encoding.UTF8.GetByteCount(path) > UnixPathBytesMax =>
            Fault.In(text, "is too long for a socket", $"write a path of at most {UnixPathBytesMax} bytes"),
        ['/', _, ..] or ['@', _, ..] => null,
        _ => Fault.In(text, "is not an absolute path", "write /path, or @name for an abstract socket"),
    };

    /// <summary>Names are not looked up: what pm1 binds must not depend on a name server.</summary>
    private static string? HostOf(string host)
    {
        if (host is "" or "*")
        {
            return "";
        }

        if (host == "localhost")
        {
            return IPAddress.Loopback.ToString();
        }

        var bracketed = host is ['[', .., ']'];
        var literal = bracketed ? host[1..^1] : host;
        if (literal.Contains('%') || !IPAddress.TryParse(literal, out var address))
        {
            return null;
        }

        // `1` and `0x7f.1` are IPv4 addresses to inet_aton(3), but never what somebody meant to write here.
        var isV6 = address.GetAddressBytes().Length > Ipv4Bytes;
        return isV6 == bracketed && (isV6 || address.ToString() == literal) ? literal : null;
    }
}
