using System.Buffers.Binary;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>All TCP connections of a port, by one dump of sock_diag(7), unprivileged. The kernel walks all connections of
/// the machine for it (milliseconds where its table is large), so it is asked once for each port and family.</summary>
internal static class ConnectionDump
{
    /// <summary>struct inet_diag_msg; what was asked for beside it follows as attributes.</summary>
    internal const int MessageBytes = 72;

    private const int HeaderBytes = 16;
    private const int RequestBytes = HeaderBytes + 56;
    private const int OffsetLocalPort = 4;
    private const int BufferBytes = 1 << 16;

    /// <summary>So many parts of an answer are read at most (about 200 connections each).</summary>
    private const int ReadsMax = 2000;

    /// <param name="connection">Is given struct inet_diag_msg and what follows it.</param>
    internal delegate void Take(ReadOnlySpan<byte> connection);

    /// <param name="port">The local one.</param>
    /// <param name="states">A bit for each.</param>
    /// <param name="extensions">A bit for each attribute, counted from one.</param>
    /// <param name="take">Called for each connection.</param>
    /// <returns>False where sock_diag cannot be used (an old kernel, a profile that refuses netlink).</returns>
    internal static bool Read(TcpPort port, int states, byte extensions, Take take)
    {
        using var netlink = new OwnedFd();
        var number = Libc.socket(C.AF_NETLINK, C.SOCK_RAW | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK, C.NETLINK_SOCK_DIAG);
        if (number < 0)
        {
            return false;
        }

        netlink.Fill(number);
        if (Descriptor.Write(netlink, Request(port, states, extensions)) < 0)
        {
            return false;
        }

        var buffer = new byte[BufferBytes];
        for (var reads = 0; reads < ReadsMax; reads++)
        {
            var count = Descriptor.Read(netlink, buffer);
            if (count <= 0)
            {
                return count == -Errno.EAGAIN;
            }

            if (Walk(buffer.AsSpan(0, count), port.Number, take) is { } done)
            {
                return done;
            }
        }

        return true;
    }

    /// <summary>Of attributes and messages.</summary>
    internal static int Aligned(int length) => (length + 3) & ~3;

    /// <summary>The kernel leaves out what has another local port.</summary>
    private static byte[] Request(TcpPort port, int states, byte extensions)
    {
        var request = new byte[RequestBytes];
        BinaryPrimitives.WriteInt32LittleEndian(request, RequestBytes);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(4), C.SOCK_DIAG_BY_FAMILY);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(6), C.NLM_F_REQUEST | C.NLM_F_DUMP);
        request[HeaderBytes] = (byte)port.Family;
        request[HeaderBytes + 1] = C.IPPROTO_TCP;
        request[HeaderBytes + 2] = extensions;
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(HeaderBytes + 4), states);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(HeaderBytes + 8), (ushort)port.Number);
        return request;
    }

    /// <returns>True at the end of the answer, false at an error, null when more is to come.</returns>
    private static bool? Walk(ReadOnlySpan<byte> bytes, int port, Take take)
    {
        while (bytes.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            var type = BinaryPrimitives.ReadInt16LittleEndian(bytes[4..]);
            if (type is C.NLMSG_DONE or C.NLMSG_ERROR || length < HeaderBytes || length > bytes.Length)
            {
                return type == C.NLMSG_DONE;
            }

            var message = bytes[HeaderBytes..length];
            if (message.Length >= MessageBytes && BinaryPrimitives.ReadUInt16BigEndian(message[OffsetLocalPort..]) == port)
            {
                take(message);
            }

            bytes = bytes[Math.Min(Aligned(length), bytes.Length)..];
        }

        return null;
    }
}
