using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>A socket that pm1 holds for all workers.</summary>
internal sealed class SharedSocket(string text, OwnedSocket socket)
{
    private const int BacklogDefault = 511;
    private volatile int _backlog = BacklogDefault;

    /// <summary>The address, for people.</summary>
    internal string Text => text;

    internal OwnedSocket Socket => socket;

    /// <summary>`socket:[N]`.</summary>
    internal string Inode { get; } = socket.Inode;

    /// <summary>listen(2), as a worker asked for it.</summary>
    internal int Listen(int backlog)
    {
        _backlog = backlog;
        return socket.Listen(backlog);
    }

    /// <summary>A worker's shutdown(2) ends listening for every holder; this mends it.</summary>
    internal int ListenAgain() => socket.Listen(_backlog);
}
