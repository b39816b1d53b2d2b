using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>A socket that pm1 holds for all workers.</summary>
internal sealed class SharedSocket(string text, OwnedSocket socket)
{
    private const int BacklogDefault = 511;
    private volatile int _backlog = BacklogDefault;
    private volatile bool _hasListened = socket.IsListening;

    /// <summary>The address, for people.</summary>
    internal string Text => text;

    internal OwnedSocket Socket => socket;

    /// <summary>`socket:[N]`.</summary>
    internal string Inode { get; } = socket.Inode;

    /// <summary>Before that, that it does not listen is no news.</summary>
    internal bool HasListened => _hasListened;

    /// <summary>listen(2), as a worker asked for it.</summary>
    internal int Listen(int backlog)
    {
        _backlog = backlog;
        var error = socket.Listen(backlog);
        _hasListened |= error == 0;
        return error;
    }

    /// <summary>A worker's shutdown(2) ends listening for every holder; this mends it.</summary>
    internal int ListenAgain() => socket.Listen(_backlog);
}
