using System.Net.Sockets;
using System.Runtime.InteropServices;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>Who connected to a Unix socket, or listens on it, as the kernel saw it then: SO_PEERCRED of unix(7).
/// </summary>
/// <param name="Pid">0 when our pid namespace does not know it.</param>
/// <param name="Uid">The effective one.</param>
public readonly record struct PeerCredential(int Pid, uint Uid)
{
    /// <returns>null when the kernel does not say.</returns>
    public static PeerCredential? Of(Socket socket)
    {
        Span<byte> bytes = stackalloc byte[Marshal.SizeOf<ucred>()];
        try
        {
            if (socket.GetRawSocketOption(C.SOL_SOCKET, C.SO_PEERCRED, bytes) != bytes.Length)
            {
                return null;
            }
        }
        catch (SocketException)
        {
            // The only way in which .NET says that the option is not there.
            return null;
        }

        var peer = MemoryMarshal.Read<ucred>(bytes);
        return new PeerCredential(peer.pid, peer.uid);
    }

    /// <summary>Whom one end of pm1's control socket trusts at the other.</summary>
    /// <param name="uid">One's own.</param>
    public bool IsRootOr(uint uid) => Uid == 0 || Uid == uid;
}
