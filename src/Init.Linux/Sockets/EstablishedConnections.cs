using System.Buffers.Binary;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>The TCP connections of a port that are established and have been accepted.</summary>
public static class EstablishedConnections
{
    private const int OffsetInode = 68;

    /// <returns>Inodes of the server's sockets; null where sock_diag cannot be used.</returns>
    public static IReadOnlySet<uint>? Find(IReadOnlyCollection<TcpPort> ports)
    {
        var inodes = new HashSet<uint>();
        var isSeen = ports.Count == 0;
        foreach (var port in ports)
        {
            isSeen |= ConnectionDump.Read(port, 1 << C.TCP_ESTABLISHED, extensions: 0, connection =>
                inodes.Add(BinaryPrimitives.ReadUInt32LittleEndian(connection[OffsetInode..])));
        }

        // What nobody has accepted yet has none.
        inodes.Remove(0);
        return isSeen ? inodes : null;
    }
}
