using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Init.Control;

/// <summary>struct ucred: who connected to a Unix socket, as the kernel saw it then.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PeerCredential(int Pid, uint Uid, uint Gid)
{
    private const int SolSocket = 1;
    private const int SoPeercred = 17;

    /// <returns>null when the kernel does not say.</returns>
    internal static PeerCredential? Of(Socket socket)
    {
        var bytes = new byte[Marshal.SizeOf<PeerCredential>()];
        try
        {
            return socket.GetRawSocketOption(SolSocket, SoPeercred, bytes) == bytes.Length
                ? MemoryMarshal.Read<PeerCredential>(bytes)
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The control socket is for pm1's own user and for root.</summary>
    internal bool MayControl(uint ownUid) => Uid == 0 || Uid == ownUid;
}
