using System.Buffers.Binary;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>
/// Which TCP connections are in the middle of a request, seen from outside by sock_diag(7), unprivileged. A connection
/// is busy while bytes wait to be read or to be acknowledged, or when something was received after the last thing was
/// sent: the answer is still to come. Times are in milliseconds; when both fell into the same one (an answer at once,
/// or the next request at once), the order is unknown and the connection counts as busy until it has been silent for
/// five seconds, or its peer has acknowledged the answer. One that has just been made counts as busy for a second: its
/// request is on the way.</summary>
public static class BusyConnections
{
    private const int HeaderBytes = 16;
    private const int RequestBytes = HeaderBytes + 56;
    private const int MessageBytes = 72;
    private const int OffsetLocalPort = 4;
    private const int OffsetReceiveQueue = 56;
    private const int OffsetSendQueue = 60;
    private const int OffsetInode = 68;
    private const int OffsetLastSent = 44;
    private const int OffsetLastReceived = 52;
    private const int OffsetLastAcknowledged = 56;
    private const int OffsetBytesAcked = 120;
    private const int OffsetBytesReceived = 128;
    private const int TcpInfoBytes = 136;
    private const uint SilentMilliseconds = 5000;
    private const uint FreshMilliseconds = 1000;
    private const int OffsetState = 1;
    private const int BufferBytes = 1 << 16;

    /// <summary>So many parts of an answer are read at most (about 200 connections each).</summary>
    private const int ReadsMax = 2000;

    /// <returns>null where sock_diag cannot be used (an old kernel, a profile that refuses netlink).</returns>
    public static int? Count(IReadOnlySet<int> localPorts) => Find(localPorts)?.Count;

    /// <returns>null where sock_diag cannot be used.</returns>
    public static IReadOnlyList<BusyConnection>? Find(IReadOnlySet<int> localPorts)
    {
        var busy = new List<BusyConnection>();
        var isSeen = false;
        foreach (var port in localPorts)
        {
            isSeen |= Find(port, localPorts, C.AF_INET, busy);
            isSeen |= Find(port, localPorts, C.AF_INET6, busy);
        }

        return isSeen || localPorts.Count == 0 ? busy : null;
    }

    private static bool Find(int port, IReadOnlySet<int> localPorts, int family, List<BusyConnection> busy)
    {
        using var netlink = new OwnedFd();
        var number = Libc.socket(C.AF_NETLINK, C.SOCK_RAW | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK, C.NETLINK_SOCK_DIAG);
        if (number < 0)
        {
            return false;
        }

        netlink.Fill(number);
        if (Descriptor.Write(netlink, Request(family, port)) < 0)
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

            if (Walk(buffer.AsSpan(0, count), localPorts, busy) is { } done)
            {
                return done;
            }
        }

        return true;
    }

    /// <summary>The kernel leaves out what has another local port.</summary>
    private static byte[] Request(int family, int port)
    {
        var request = new byte[RequestBytes];
        BinaryPrimitives.WriteInt32LittleEndian(request, RequestBytes);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(4), C.SOCK_DIAG_BY_FAMILY);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(6), C.NLM_F_REQUEST | C.NLM_F_DUMP);
        request[HeaderBytes] = (byte)family;
        request[HeaderBytes + 1] = C.IPPROTO_TCP;
        request[HeaderBytes + 2] = 1 << (C.INET_DIAG_INFO - 1);
        BinaryPrimitives.WriteInt32LittleEndian(
            request.AsSpan(HeaderBytes + 4), (1 << C.TCP_ESTABLISHED) | (1 << C.TCP_CLOSE_WAIT));
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(HeaderBytes + 8), (ushort)port);
        return request;
    }

    /// <returns>True at the end of the answer, false at an error, null when more is to come.</returns>
    private static bool? Walk(ReadOnlySpan<byte> bytes, IReadOnlySet<int> localPorts, List<BusyConnection> busy)
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
            if (message.Length >= MessageBytes && Read(message, localPorts) is { } found)
            {
                busy.Add(found);
            }

            bytes = bytes[Math.Min(Aligned(length), bytes.Length)..];
        }

        return null;
    }

    /// <returns>null: not busy.</returns>
    private static BusyConnection? Read(ReadOnlySpan<byte> message, IReadOnlySet<int> localPorts)
    {
        if (!localPorts.Contains(BinaryPrimitives.ReadUInt16BigEndian(message[OffsetLocalPort..])))
        {
            return null;
        }

        var inode = BinaryPrimitives.ReadUInt32LittleEndian(message[OffsetInode..]);
        var isQueued = BinaryPrimitives.ReadUInt32LittleEndian(message[OffsetReceiveQueue..]) > 0
            || BinaryPrimitives.ReadUInt32LittleEndian(message[OffsetSendQueue..]) > 0;
        var info = Info(message[MessageBytes..]);
        if (info.IsEmpty)
        {
            return isQueued ? new(inode, IsFirst: true) : null;
        }

        var isFirst = BinaryPrimitives.ReadUInt64LittleEndian(info[OffsetBytesAcked..]) == 0;
        return isQueued || IsAnswerDue(info, isOpen: message[OffsetState] == C.TCP_ESTABLISHED)
            ? new(inode, isFirst) : null;
    }

    /// <returns>struct tcp_info, or nothing.</returns>
    private static ReadOnlySpan<byte> Info(ReadOnlySpan<byte> attributes)
    {
        while (attributes.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (length < 4 || length > attributes.Length)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) == C.INET_DIAG_INFO
                && length >= 4 + TcpInfoBytes)
            {
                return attributes[4..];
            }

            attributes = attributes[Math.Min(Aligned(length), attributes.Length)..];
        }

        return [];
    }

    /// <param name="info">struct tcp_info.</param>
    /// <param name="isOpen">The client has not closed it.</param>
    private static bool IsAnswerDue(ReadOnlySpan<byte> info, bool isOpen)
    {
        var acknowledged = BinaryPrimitives.ReadUInt32LittleEndian(info[OffsetLastAcknowledged..]);
        var isSilent = BinaryPrimitives.ReadUInt64LittleEndian(info[OffsetBytesReceived..]) == 0;
        if (isSilent)
        {
            // Nothing has come but the handshake's last acknowledgement.
            return isOpen && acknowledged < FreshMilliseconds;
        }

        var sent = BinaryPrimitives.ReadUInt32LittleEndian(info[OffsetLastSent..]);
        var received = BinaryPrimitives.ReadUInt32LittleEndian(info[OffsetLastReceived..]);
        if (received != sent)
        {
            return received < sent;
        }

        // Received and never answered: a first request that came with the handshake's own tick.
        if (BinaryPrimitives.ReadUInt64LittleEndian(info[OffsetBytesAcked..]) == 0)
        {
            return true;
        }

        // Acknowledged by the peer later than its last data came: what was acknowledged was the answer to that.
        return acknowledged >= received && received < SilentMilliseconds;
    }

    private static int Aligned(int length) => (length + 3) & ~3;
}
