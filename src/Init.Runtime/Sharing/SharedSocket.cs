using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>A socket that pm1 holds for the workers of one side of an address: a queue.</summary>
internal sealed class SharedSocket(SharedAddress address, int side, OwnedSocket socket)
{
    private const int BacklogDefault = 511;
    private volatile int _backlog = BacklogDefault;
    private volatile bool _hasListened = socket.IsListening;

    internal SharedAddress Address => address;

    internal int Side => side;

    internal OwnedSocket Socket => socket;

    /// <summary>`socket:[N]`.</summary>
    internal string Inode { get; } = socket.Inode;

    /// <summary>Before that, that it does not listen is no news.</summary>
    internal bool HasListened => _hasListened;

    /// <summary>listen(2), as a worker asked for it.</summary>
    internal int Listen(int backlog)
    {
        _backlog = backlog;
        return address.Listen(this);
    }

    /// <summary>A worker's shutdown(2) ends listening for every holder; this mends it.</summary>
    internal int ListenAgain() => address.Listen(this);

    /// <summary>The call itself; <see cref="SharedAddress"/> knows what else it takes.</summary>
    internal int Call()
    {
        var error = socket.Listen(_backlog);
        _hasListened |= error == 0;
        return error;
    }
}
