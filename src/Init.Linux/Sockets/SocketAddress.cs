using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>A sockaddr of the families that are shared: equal when bind(2) would call them the same.</summary>
public sealed record SocketAddress
{
    /// <summary>sizeof(struct sockaddr_storage): what the kernel reads at most.</summary>
    public const int BytesMax = 128;

    /// <summary>The longest path of a Unix socket, in bytes.</summary>
    public const int PathBytesMax = UnixPathMax - 1;

    private const int InetBytes = 16;
    private const int Inet6Bytes = 28;
    private const int UnixPathOffset = 2;
    private const int UnixPathMax = 108;

    private SocketAddress(IPAddress? ip, int port, string path)
    {
        Ip = ip;
        Port = port;
        Path = path;
    }

    /// <summary>null for Unix.</summary>
    public IPAddress? Ip { get; }

    public int Port { get; }

    /// <summary>Empty for IP; `@NAME` in the abstract namespace.</summary>
    public string Path { get; }

    public int Family =>
        Ip is null ? C.AF_UNIX : Ip.AddressFamily == AddressFamily.InterNetwork ? C.AF_INET : C.AF_INET6;

    public static SocketAddress OfIp(IPAddress ip, int port) => new(ip, port, "");

    public static SocketAddress OfPath(string path) => new(null, 0, path);

    /// <summary>From a sockaddr in memory; null for other families and for what is too short to be one (the kernel
    /// would answer EINVAL).</summary>
    public static SocketAddress? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(ushort))
        {
            return null;
        }

        var family = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (family == C.AF_INET && bytes.Length >= InetBytes)
        {
            return OfIp(new IPAddress(bytes[4..8]), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        }

        // RFC 2133's sockaddr_in6 had no scope: the kernel takes 24 bytes as well.
        if (family == C.AF_INET6 && bytes.Length >= Inet6Bytes - sizeof(uint))
        {
            var scope = bytes.Length >= Inet6Bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) : 0;
            return OfIp(new IPAddress(bytes[8..24], scope), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        }

        return null;
    }

    /// <returns>How many bytes of <paramref name="buffer"/> are the address.</returns>
    /// <exception cref="ArgumentException">A Unix path longer than the kernel takes (107 bytes).</exception>
    public int Write(Span<byte> buffer)
    {
        buffer[..BytesMax].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(buffer, (ushort)Family);
        if (Ip is null)
        {
            return WritePath(buffer);
        }

        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)Port);
        if (Family == C.AF_INET)
        {
            Ip.TryWriteBytes(buffer[4..], out _);
            return InetBytes;
        }

        Ip.TryWriteBytes(buffer[8..], out _);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[24..], (uint)Ip.ScopeId);
        return Inet6Bytes;
    }

    public override string ToString() => Ip is null ? "unix:" + Path : new IPEndPoint(Ip, Port).ToString();

    private int WritePath(Span<byte> buffer)
    {
        var abstractName = Path.StartsWith('@');
        var count = Encoding.UTF8.GetByteCount(Path);
        if (count >= UnixPathMax)
        {
            throw new ArgumentException($"unix socket path is longer than {PathBytesMax} bytes: {Path}");
        }

        Encoding.UTF8.GetBytes(Path, buffer[UnixPathOffset..]);
        if (abstractName)
        {
            buffer[UnixPathOffset] = 0;
            return UnixPathOffset + count;
        }

        return UnixPathOffset + count + 1;
    }
}
