using System.Diagnostics;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Init.Runtime.Sharing;

namespace Init.Runtime.Cluster;

/// <summary>How many connections each worker has: those that were handed to it and that the kernel still knows, by the
/// inodes of their sockets. A worker does not tell of their ends, so the kernel is asked now and then, and in between
/// what was handed over since is added. TCP alone; of a Unix socket's only those that are under way count.</summary>
internal sealed class OpenConnections
{
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(200);

    /// <summary>Where many connections make asking slow, it is done less often.</summary>
    private const int IntervalPerCost = 20;

    private readonly Dictionary<uint, NodeWorker> _holders = [];
    private TimeSpan _interval = IntervalMin;
    private TimeSpan _askedAt;

    /// <summary>When the kernel is to be asked; null: there is nothing to ask about.</summary>
    internal TimeSpan? Deadline => _holders.Count == 0 ? null : _askedAt + _interval;

    /// <returns>The connection's inode; 0: it is not counted.</returns>
    internal uint Hand(NodeListener listener, NodeWorker worker, OwnedFd connection)
    {
        if (listener.Name is null || SocketLink.Read($"/proc/self/fd/{connection.Number}") is not { } link
            || SocketLink.Inode(link) is not { } inode)
        {
            return 0;
        }

        // A number of a connection that has ended meanwhile may be used again.
        TakeBack(inode);
        _holders[inode] = worker;
        worker.Open++;
        return inode;
    }

    /// <summary>It was not accepted.</summary>
    internal void TakeBack(uint inode)
    {
        if (_holders.Remove(inode, out var worker))
        {
            worker.Open--;
        }
    }

    /// <summary>With a worker all its connections are gone, or somebody else's.</summary>
    internal void Forget(NodeWorker worker)
    {
        foreach (var (inode, _) in _holders.Where(pair => pair.Value == worker).ToList())
        {
            TakeBack(inode);
        }
    }

    internal void TakeTime(IReadOnlyList<NodeListener> listeners, TimeSpan now)
    {
        if (!(Deadline <= now))
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        _askedAt = now;
        var ports = SharedAddress.Ports([.. listeners.Select(listener => listener.Address)]);
        if (EstablishedConnections.Find(ports) is { } alive)
        {
            foreach (var inode in _holders.Keys.Where(inode => !alive.Contains(inode)).ToList())
            {
                TakeBack(inode);
            }
        }

        var cost = Stopwatch.GetElapsedTime(started) * IntervalPerCost;
        _interval = cost > IntervalMin ? cost : IntervalMin;
    }
}
