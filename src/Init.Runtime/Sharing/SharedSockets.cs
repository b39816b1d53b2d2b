using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>All shared addresses of the app. The broker adds, the loop looks: hence the lock. No address is removed
/// before the end, so that no queue is lost; the number is bounded.</summary>
internal sealed class SharedSockets
{
    /// <summary>A program that binds more fixed ports than this is not a server but a scanner; further binds are its
    /// own.</summary>
    internal const int SocketsMax = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<SocketKey, SharedAddress> _byKey = [];
    private bool _closed;

    internal bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _closed || _byKey.Count >= SocketsMax;
            }
        }
    }

    internal SharedAddress? Find(SocketKey key)
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
            return _byKey.Values.SelectMany(address => address.Queues).FirstOrDefault(queue => queue.Inode == inode);
        }
    }

    internal SharedSocket Add(SocketKey key, int side, OwnedSocket socket)
    {
        var address = new SharedAddress(Describe(key));
        var queue = address.Add(side, socket);
        lock (_lock)
        {
            _byKey.Add(key, address);
        }

        return queue;
    }

    /// <summary>Closes all of them; later binds are the workers' own.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var address in _byKey.Values)
            {
                address.Close();
            }

            _byKey.Clear();
        }
    }

    private static string Describe(SocketKey key) =>
        key.Kind == SocketKind.Udp ? "udp:" + key.Address : key.Address.ToString();
}
