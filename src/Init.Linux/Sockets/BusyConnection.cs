namespace Init.Linux.Sockets;

/// <summary>A connection on which something is under way.</summary>
/// <param name="Inode">Of the server's socket; 0: nobody has accepted it yet.</param>
/// <param name="IsFirst">Nothing was ever answered on it. On others the client knows a closed connection from a lost
/// request, and asks again (RFC 9112, 9.3.1).</param>
public sealed record BusyConnection(uint Inode, bool IsFirst);
