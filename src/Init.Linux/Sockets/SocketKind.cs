namespace Init.Linux.Sockets;

/// <summary>What a socket speaks, as its `system.sockprotoname` attribute names it.</summary>
public enum SocketKind
{
    Tcp,

    /// <summary>Multipath TCP, the default of Go's listeners since 1.24.</summary>
    Mptcp,
    Udp,
    UnixStream,
}
