using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Polling;

/// <summary>epoll(7): descriptors, and what to call when one is ready. For one thread. A call may remove any
/// descriptor: events of the same round for a removed one are dropped, because a token is never used twice.</summary>
public sealed unsafe class Poller : IDisposable
{
    private const int EventsPerRound = 64;

    private readonly OwnedFd _epoll = new();
    private readonly Dictionary<ulong, Action<Ready>> _calls = [];
    private readonly Dictionary<OwnedFd, (ulong Token, Interest Interest)> _watched = [];
    private ulong _lastToken;

    /// <exception cref="InvalidOperationException">The process is out of descriptors.</exception>
    public Poller()
    {
        var number = Libc.epoll_create1(C.EPOLL_CLOEXEC);
        if (number < 0)
        {
            throw new InvalidOperationException($"cannot create an epoll: {Errno.Text(LastError.Value)}");
        }

        _epoll.Fill(number);
    }

    /// <returns>errno, or 0. ENOSPC and ENOMEM are the kernel's limits.</returns>
    public int Add(OwnedFd fd, Interest interest, Action<Ready> call)
    {
        var entry = new epoll_event { events = Events(interest), data = ++_lastToken };
        if (Libc.epoll_ctl(_epoll.Number, C.EPOLL_CTL_ADD, fd.Number, &entry) != 0)
        {
            return LastError.Value;
        }

        _calls[_lastToken] = call;
        _watched[fd] = (_lastToken, interest);
        return 0;
    }

    /// <summary>For what a loop cannot do without.</summary>
    /// <exception cref="InvalidOperationException">It cannot be added.</exception>
    public void AddVital(OwnedFd fd, Interest interest, Action<Ready> call)
    {
        if (Add(fd, interest, call) is var error and not 0)
        {
            throw new InvalidOperationException($"cannot poll a descriptor of our own: {Errno.Text(error)}");
        }
    }

    /// <summary>Costs nothing when it is what it was.</summary>
    public void Change(OwnedFd fd, Interest interest)
    {
        if (_watched.TryGetValue(fd, out var watched) && watched.Interest != interest)
        {
            _watched[fd] = (watched.Token, interest);
            var entry = new epoll_event { events = Events(interest), data = watched.Token };
            _ = Libc.epoll_ctl(_epoll.Number, C.EPOLL_CTL_MOD, fd.Number, &entry);
        }
    }

    /// <summary>Before the descriptor is closed: a duplicate elsewhere would keep it registered.</summary>
    public void Remove(OwnedFd fd)
    {
        if (_watched.Remove(fd, out var watched))
        {
            _calls.Remove(watched.Token);
            epoll_event unused;
            _ = Libc.epoll_ctl(_epoll.Number, C.EPOLL_CTL_DEL, fd.Number, &unused);
        }
    }

    /// <summary>Waits until something is ready or the time has passed (null: for ever), and calls.</summary>
    public void Wait(TimeSpan? timeout)
    {
        var events = stackalloc epoll_event[EventsPerRound];

        // A handler of the runtime's may interrupt the wait: the caller's loop then looks at the clock and comes back.
        var count = Libc.epoll_wait(_epoll.Number, events, EventsPerRound, Milliseconds(timeout));
        for (var i = 0; i < count; i++)
        {
            if (_calls.TryGetValue(events[i].data, out var call))
            {
                var bits = events[i].events;
                call(new Ready(
                    (bits & C.EPOLLIN) != 0, (bits & C.EPOLLOUT) != 0, (bits & (C.EPOLLHUP | C.EPOLLERR)) != 0));
            }
        }
    }

    public void Dispose() => _epoll.Dispose();

    private static uint Events(Interest interest) => interest switch
    {
        Interest.Readable => C.EPOLLIN,
        Interest.ReadableOrWritable => C.EPOLLIN | C.EPOLLOUT,
        Interest.HangUpEdge => C.EPOLLET,
    };

    // Rounded up: a wait that ends before the deadline would spin until it.
    private static int Milliseconds(TimeSpan? timeout) => timeout is not { } time
        ? -1
        : time <= TimeSpan.Zero ? 0 : (int)Math.Min(Math.Ceiling(time.TotalMilliseconds), int.MaxValue);
}
