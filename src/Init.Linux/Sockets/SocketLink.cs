using System.Globalization;
using System.Text;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Sockets;

/// <summary>What /proc/PID/fd/N tells of a socket, ours or another process's.</summary>
public static unsafe class SocketLink
{
    private const int LinkBytesMax = 64;
    private const int NameBytesMax = 32;
    private const string Prefix = "socket:[";

    /// <summary>`socket:[INODE]`; null when it cannot be read (the process is gone, or out of our reach).</summary>
    public static string? Read(string path) => Read(path, out _);

    /// <param name="path">Of the link.</param>
    /// <param name="error">errno, or 0.</param>
    internal static string? Read(string path, out int error)
    {
        var buffer = stackalloc byte[LinkBytesMax];
        fixed (byte* text = CString.Of(path))
        {
            var count = Libc.readlink(text, buffer, LinkBytesMax);
            error = count < 0 ? LastError.Value : 0;
            return count > 0 ? Encoding.UTF8.GetString(buffer, (int)count) : null;
        }
    }

    /// <summary>The number in `socket:[N]`; null: it is none.</summary>
    public static uint? Inode(string link) =>
        link.StartsWith(Prefix, StringComparison.Ordinal) && uint.TryParse(
            link.AsSpan(Prefix.Length, link.Length - Prefix.Length - 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out var inode)
            ? inode : null;

    /// <summary>sockfs names the protocol in an extended attribute, the only way to know it without the descriptor.
    /// </summary>
    /// <returns>null when it cannot be read, or is none of those that can be shared.</returns>
    public static SocketKind? Kind(string path)
    {
        var buffer = stackalloc byte[NameBytesMax];
        fixed (byte* text = CString.Of(path), name = CString.Of("system.sockprotoname"))
        {
            var count = (int)Libc.getxattr(text, name, buffer, NameBytesMax);
            return count <= 0 ? null : Encoding.UTF8.GetString(buffer, count).TrimEnd('\0') switch
            {
                "TCP" or "TCPv6" => SocketKind.Tcp,
                "MPTCP" or "MPTCPv6" => SocketKind.Mptcp,
                "UDP" or "UDPv6" => SocketKind.Udp,
                "UNIX-STREAM" => SocketKind.UnixStream,
                _ => null,
            };
        }
    }
}
