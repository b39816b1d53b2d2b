using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>All shared sockets of the app. The broker adds, the loop looks: hence the lock. Nothing is removed before
/// the end, so that no queue is lost; the number is bounded.</summary>
internal sealed class SharedSockets
{
    /// <summary>A program that binds more fixed ports than this is not a server but a scanner; further binds are its
    /// own.</summary>
    internal const int SocketsMax = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<SocketKey, SharedSocket> _byKey = [];
    private readonly List<SharedSocket> _all = [];
    private bool _closed;

    internal bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _closed || _all.Count >= SocketsMax;
            }
        }
    }

    internal SharedSocket? Find(SocketKey key)
    {
        lock (_lock)
        {
            return _byKey.GetValueOrDefault(key);
        }
    }

    internal SharedSocket? FindByInode(string inode)
    {
        lock (_lock)
        {
            return _all.Find(socket => socket.Inode == inode);
        }
    }

    internal SharedSocket Add(SocketKey key, OwnedSocket socket)
    {
        var shared = new SharedSocket(Describe(key), socket);
        lock (_lock)
        {
            _byKey.Add(key, shared);
            _all.Add(shared);
        }

        return shared;
    }

    /// <summary>Closes all of them; later binds are the workers' own.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _all.ForEach(shared => shared.Socket.Dispose());
            _all.Clear();
            _byKey.Clear();
        }
    }

    private static string Describe(SocketKey key) =>
        key.Kind == SocketKind.Udp ? "udp:" + key.Address : key.Address.ToString();
}
