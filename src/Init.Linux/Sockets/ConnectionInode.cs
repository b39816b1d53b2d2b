using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>The inode of one TCP connection's socket, by sock_diag(7): with it the process that holds the socket can be
/// found. One question, one answer; nothing is listed.</summary>
public static class ConnectionInode
{
    // struct nlmsghdr, then struct inet_diag_req_v2 with struct inet_diag_sockid from its byte 8.
    private const int HeaderBytes = 16;
    private const int RequestBytes = HeaderBytes + 56;
    private const int OffsetStates = 4;
    private const int OffsetSourcePort = 8;
    private const int OffsetTargetPort = 10;
    private const int OffsetSource = 12;
    private const int OffsetTarget = 28;
    private const int OffsetCookie = 48;

    // struct inet_diag_msg.
    private const int OffsetInode = 68;
    private const int MessageBytes = 72;
    private const int BufferBytes = 4096;

    /// <param name="here">The end whose socket is asked for.</param>
    /// <param name="there">Its peer.</param>
    /// <returns>0 while nobody has accepted it; null where it cannot be known (no such connection, a profile that
    /// refuses netlink, Multipath TCP).</returns>
    public static uint? Read(IPEndPoint here, IPEndPoint there)
    {
        using var netlink = new OwnedFd();
        var number = Libc.socket(C.AF_NETLINK, C.SOCK_RAW | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK, C.NETLINK_SOCK_DIAG);
        if (number < 0)
        {
            return null;
        }

        netlink.Fill(number);
        Span<byte> buffer = stackalloc byte[BufferBytes];
        if (Descriptor.Write(netlink, Request(here, there)) < 0
            || Descriptor.Read(netlink, buffer) is not (> 0 and var count))
        {
            return null;
        }

        var isAnswer = count >= HeaderBytes + MessageBytes
            && BinaryPrimitives.ReadInt16LittleEndian(buffer[4..]) == C.SOCK_DIAG_BY_FAMILY;
        return isAnswer ? BinaryPrimitives.ReadUInt32LittleEndian(buffer[(HeaderBytes + OffsetInode)..]) : null;
    }

    private static byte[] Request(IPEndPoint here, IPEndPoint there)
    {
        var request = new byte[RequestBytes];
        BinaryPrimitives.WriteInt32LittleEndian(request, RequestBytes);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(4), C.SOCK_DIAG_BY_FAMILY);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(6), C.NLM_F_REQUEST);
        var body = request.AsSpan(HeaderBytes);
        body[0] = here.AddressFamily == AddressFamily.InterNetwork ? (byte)C.AF_INET : (byte)C.AF_INET6;
        body[1] = C.IPPROTO_TCP;
        BinaryPrimitives.WriteUInt32LittleEndian(body[OffsetStates..], uint.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(body[OffsetSourcePort..], (ushort)here.Port);
        BinaryPrimitives.WriteUInt16BigEndian(body[OffsetTargetPort..], (ushort)there.Port);
        here.Address.TryWriteBytes(body[OffsetSource..], out _);
        there.Address.TryWriteBytes(body[OffsetTarget..], out _);
        BinaryPrimitives.WriteUInt32LittleEndian(body[OffsetCookie..], C.INET_DIAG_NOCOOKIE);
        BinaryPrimitives.WriteUInt32LittleEndian(body[(OffsetCookie + 4)..], C.INET_DIAG_NOCOOKIE);
        return request;
    }
}
