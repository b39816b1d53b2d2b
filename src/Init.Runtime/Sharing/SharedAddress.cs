using Init.Core.Pool;
using Init.Linux.Sockets;

namespace Init.Runtime.Sharing;

/// <summary>
/// One shared address and the queues that stand behind it. Constraints: in normal life there is one queue for all
/// workers, so that nothing is stranded behind a slow one; while workers are being replaced the old ones and the new
/// ones have a queue each, so that the old ones can be left without new connections; what a queue holds must be served.
/// Scheme: two sides, a socket each, the second one bound beside the first by SO_REUSEPORT and told apart by a steering
/// program; a socket whose side nobody is on any more is closed. Where a second socket cannot be had
/// (Unix, UDP, an old kernel) both sides share the first. The broker's thread and the loop come here: hence the lock.
/// </summary>
/// <param name="text">The address, for people.</param>
internal sealed class SharedAddress(string text)
{
    /// <summary>How long connections may wait in a queue that nobody serves.</summary>
    private static readonly TimeSpan StrandedMax = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SharedSocket?[] _bySide = new SharedSocket?[Seat.Sides];

    /// <summary>In the order in which they began to listen, as the kernel numbers them.</summary>
    private readonly List<SharedSocket> _listening = [];
    private Weights _weights = new(1, 1);
    private long _dropsOfClosed;
    private bool _isHeld;
    private bool _isRefused;
    private TimeSpan? _leftAt;

    internal string Text => text;

    /// <summary>pm1 itself accepts on its one queue, and no worker holds it.</summary>
    internal bool IsDispatched { get; init; }

    internal IReadOnlyList<SharedSocket> Queues
    {
        get
        {
            lock (_lock)
            {
                return [.. _bySide.OfType<SharedSocket>().Distinct()];
            }
        }
    }

    /// <summary>Each side has a queue of its own, or there is only one.</summary>
    internal bool IsSteerable
    {
        get
        {
            lock (_lock)
            {
                return _bySide[0] is null || _bySide[0] != _bySide[1];
            }
        }
    }

    internal bool IsListening => Queues.Any(queue => queue.Socket.IsListening);

    internal long Waiting => Queues.Sum(queue => queue.Socket.Queue?.Waiting ?? 0);

    internal long Limit => Queues.Select(queue => queue.Socket.Queue?.Limit ?? 0).DefaultIfEmpty().Max();

    internal long Drops
    {
        get
        {
            lock (_lock)
            {
                return _dropsOfClosed + _bySide.OfType<SharedSocket>().Distinct().Sum(queue => queue.Socket.Drops);
            }
        }
    }

    /// <summary>Those that have connections.</summary>
    internal static HashSet<TcpPort> Ports(IReadOnlyList<SharedAddress> addresses) =>
    [
        .. addresses.SelectMany(address => address.Queues)
            .Where(queue => queue.Socket.Kind is SocketKind.Tcp or SocketKind.Mptcp)
            .Select(queue => TcpPort.Of(queue.Socket.LocalAddress)).OfType<TcpPort>(),
    ];

    internal SharedSocket? Find(int side)
    {
        lock (_lock)
        {
            return _bySide[side];
        }
    }

    /// <summary>The first queue.</summary>
    internal SharedSocket Add(int side, OwnedSocket socket)
    {
        lock (_lock)
        {
            var queue = new SharedSocket(this, side, socket);
            _bySide[side] = queue;
            if (socket.IsListening)
            {
                _listening.Add(queue);
            }

            return queue;
        }
    }

    /// <summary>A queue for the side that has none.</summary>
    /// <param name="bind">Makes a socket that may stand beside the other one, bound; null: it cannot.</param>
    internal SharedSocket Beside(int side, Func<OwnedSocket?> bind)
    {
        lock (_lock)
        {
            if (_bySide[side] is { } known)
            {
                return known;
            }

            var other = _bySide[1 - side]!;
            // MPTCP takes neither a filter nor a steering program.
            var may = other.Socket.Kind == SocketKind.Tcp && !_isRefused;
            var own = may && other.Socket.ReusePort() == 0 ? bind() : null;
            return _bySide[side] = own is null ? other : new SharedSocket(this, side, own);
        }
    }

    /// <summary>New connections must never fall to a queue that nobody is to have yet: until the steering knows of the
    /// second one it is held, and a client whose packet is dropped then sends it again.</summary>
    internal int Listen(SharedSocket queue)
    {
        lock (_lock)
        {
            var isNew = !queue.Socket.IsListening;
            _ = _isHeld ? queue.Socket.HoldNewConnections() : 0;
            var holds = isNew && !_isHeld && _listening.Exists(other => other != queue)
                && queue.Socket.HoldNewConnections() == 0;
            var error = queue.Call();
            if (error == 0 && isNew)
            {
                _listening.Remove(queue);
                _listening.Add(queue);
                Steer();
            }

            if (holds)
            {
                _ = queue.Socket.TakeNewConnections();
            }

            return error;
        }
    }

    internal void Steer(Weights weights)
    {
        lock (_lock)
        {
            // With nobody ready connections wait where the last ones fell.
            if (weights.First + weights.Second > 0 && weights != _weights)
            {
                _weights = weights;
                Steer();
            }
        }
    }

    /// <returns>errno, or 0. EPERM: a kernel that wants CAP_NET_ADMIN for a socket filter; EOPNOTSUPP: MPTCP.</returns>
    internal int HoldNewConnections()
    {
        lock (_lock)
        {
            _isHeld = true;
            var error = 0;
            foreach (var queue in _bySide.OfType<SharedSocket>().Distinct())
            {
                error = queue.Socket.HoldNewConnections() is var refused and not 0 ? refused : error;
            }

            return error;
        }
    }

    /// <summary>Nobody is on this side any more. Its queue is closed when nothing waits there; what waits is given a
    /// moment for somebody to come back, and then reset, so that its clients try again instead of waiting for nobody.
    /// </summary>
    /// <param name="closing">Called before it is closed.</param>
    /// <returns>When to ask again; null: not at all.</returns>
    internal TimeSpan? Leave(int side, TimeSpan now, Action<SharedSocket> closing)
    {
        lock (_lock)
        {
            var queue = _bySide[side];
            if (queue is null || _bySide[1 - side] is not { } other)
            {
                _leftAt = null;
                return null;
            }

            _leftAt ??= now;
            if (queue != other && queue.Socket.Queue is { Waiting: > 0 } && now < _leftAt + StrandedMax)
            {
                return _leftAt + StrandedMax;
            }

            // Where both sides share one socket it stays, under the side that has somebody.
            _leftAt = null;
            _bySide[side] = null;
            if (queue != other)
            {
                closing(queue);
                _listening.Remove(queue);
                _dropsOfClosed += queue.Socket.Drops;
                queue.Socket.Dispose();
            }

            return null;
        }
    }

    internal void Close()
    {
        lock (_lock)
        {
            foreach (var queue in _bySide.OfType<SharedSocket>().Distinct())
            {
                queue.Socket.Dispose();
            }

            Array.Clear(_bySide);
            _listening.Clear();
        }
    }

    private void Steer()
    {
        if (_listening is not [var first, var second])
        {
            // One that is alone gets everything: a number that nobody has means any.
            return;
        }

        var share = (double)_weights[second.Side] / (_weights[first.Side] + _weights[second.Side]);

        // A program given to one that has just ended listening would keep it from listening again; when that is mended
        // we come back. Where the kernel refuses, it spreads evenly as long as there are two, and there are never two
        // again.
        if (first.Socket.IsListening && second.Socket.IsListening)
        {
            _isRefused |= first.Socket.Steer(share) != 0;
        }
    }
}
