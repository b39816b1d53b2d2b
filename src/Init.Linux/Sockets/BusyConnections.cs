using System.Buffers.Binary;
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
    private const int States = (1 << C.TCP_ESTABLISHED) | (1 << C.TCP_CLOSE_WAIT);
    private const byte Extensions = 1 << (C.INET_DIAG_INFO - 1);

    /// <returns>null where sock_diag cannot be used (an old kernel, a profile that refuses netlink).</returns>
    public static int? Count(IReadOnlyCollection<TcpPort> ports) => Find(ports)?.Count;

    /// <returns>null where sock_diag cannot be used.</returns>
    public static IReadOnlyList<BusyConnection>? Find(IReadOnlyCollection<TcpPort> ports)
    {
        var busy = new List<BusyConnection>();
        var isSeen = ports.Count == 0;
        foreach (var port in ports)
        {
            isSeen |= ConnectionDump.Read(port, States, Extensions, connection =>
            {
                if (Read(connection) is { } found)
                {
                    busy.Add(found);
                }
            });
        }

        return isSeen ? busy : null;
    }

    /// <returns>null: not busy.</returns>
    private static BusyConnection? Read(ReadOnlySpan<byte> message)
    {
        var inode = BinaryPrimitives.ReadUInt32LittleEndian(message[OffsetInode..]);
        var isQueued = BinaryPrimitives.ReadUInt32LittleEndian(message[OffsetReceiveQueue..]) > 0
            || BinaryPrimitives.ReadUInt32LittleEndian(message[OffsetSendQueue..]) > 0;
        var info = Info(message[ConnectionDump.MessageBytes..]);
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

            attributes = attributes[Math.Min(ConnectionDump.Aligned(length), attributes.Length)..];
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
}
