using System.Diagnostics;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Polling;

/// <summary>epoll(7): descriptors, and what to call when one is ready. For one thread. A call may remove any
/// descriptor: events of the same round for a removed one are dropped, because a token is never used twice. What is urgent
/// has an epoll of its own inside of the other one, so that it can be looked at alone, in the middle of a round.</summary>
public sealed unsafe class Poller : IDisposable
{
    private const int EventsPerRound = 64;
    private const int UrgentPerLook = 4;

    /// <summary>How long what is urgent waits for calls that are not; looking costs a system call.</summary>
    private static readonly TimeSpan UrgentEvery = TimeSpan.FromMilliseconds(1);

    private readonly OwnedFd _epoll = new();
    private readonly Dictionary<ulong, Action<Ready>> _calls = [];
    private readonly Dictionary<OwnedFd, Watched> _watched = [];
    private OwnedFd? _urgent;
    private ulong _lastToken;
    private long _lookedAt;

    /// <exception cref="InvalidOperationException">The process is out of descriptors.</exception>
    public Poller()
    {
        if (Create(_epoll) is var error and not 0)
        {
            throw new InvalidOperationException($"cannot create an epoll: {Errno.Text(error)}");
        }
    }

    /// <returns>errno, or 0. ENOSPC and ENOMEM are the kernel's limits.</returns>
    public int Add(OwnedFd fd, Interest interest, Action<Ready> call) => Add(_epoll, fd, interest, call);

    /// <summary>For what must not wait until a hundred others have had their turn: see <see cref="GiveWay"/>.</summary>
    /// <returns>errno, or 0.</returns>
    public int AddUrgent(OwnedFd fd, Interest interest, Action<Ready> call)
    {
        if (_urgent is null)
        {
            var urgent = new OwnedFd();
            var error = Create(urgent);
            error = error == 0 ? Add(urgent, Interest.Readable, _ => TakeUrgent()) : error;
            if (error != 0)
            {
                urgent.Dispose();
                return error;
            }

            _urgent = urgent;
        }

        return Add(_urgent, fd, interest, call);
    }

    /// <summary>Calls what is urgent and ready. Between any two calls this happens by itself; one that takes long does it
    /// where the world is in order and may change.</summary>
    public void GiveWay()
    {
        if (_urgent is not null && Stopwatch.GetElapsedTime(_lookedAt) >= UrgentEvery)
        {
            TakeUrgent();
        }
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
        if (_watched.TryGetValue(fd, out var known) && known.Interest != interest)
        {
            _watched[fd] = known with { Interest = interest };
            var entry = new epoll_event { events = Events(interest), data = known.Token };
            _ = Libc.epoll_ctl(known.Epoll.Number, C.EPOLL_CTL_MOD, fd.Number, &entry);
        }
    }

    /// <summary>Before the descriptor is closed: a duplicate elsewhere would keep it registered.</summary>
    public void Remove(OwnedFd fd)
    {
        if (_watched.Remove(fd, out var known))
        {
            _calls.Remove(known.Token);
            epoll_event unused;
            _ = Libc.epoll_ctl(known.Epoll.Number, C.EPOLL_CTL_DEL, fd.Number, &unused);
        }
    }

    /// <summary>Waits until something is ready or the time has passed (null: for ever), and calls.</summary>
    public void Wait(TimeSpan? timeout)
    {
        var events = stackalloc epoll_event[EventsPerRound];

        // A handler of the runtime's may interrupt the wait: the caller's loop then looks at the clock and comes back.
        var count = Libc.epoll_wait(_epoll.Number, events, EventsPerRound, Milliseconds(timeout));
        _lookedAt = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            Call(events[i]);
            GiveWay();
        }
    }

    public void Dispose()
    {
        _urgent?.Dispose();
        _epoll.Dispose();
    }

    private int Add(OwnedFd epoll, OwnedFd fd, Interest interest, Action<Ready> call)
    {
        var entry = new epoll_event { events = Events(interest), data = ++_lastToken };
        if (Libc.epoll_ctl(epoll.Number, C.EPOLL_CTL_ADD, fd.Number, &entry) != 0)
        {
            return LastError.Value;
        }

        _calls[_lastToken] = call;
        _watched[fd] = new Watched(_lastToken, interest, epoll);
        return 0;
    }

    private void TakeUrgent()
    {
        var events = stackalloc epoll_event[UrgentPerLook];
        var count = Libc.epoll_wait(_urgent!.Number, events, UrgentPerLook, 0);
        for (var i = 0; i < count; i++)
        {
            Call(events[i]);
        }

        _lookedAt = Stopwatch.GetTimestamp();
    }

    private void Call(epoll_event happened)
    {
        if (_calls.TryGetValue(happened.data, out var call))
        {
            var bits = happened.events;
            call(new Ready(
                (bits & C.EPOLLIN) != 0, (bits & C.EPOLLOUT) != 0, (bits & (C.EPOLLHUP | C.EPOLLERR)) != 0));
        }
    }

    /// <returns>errno, or 0.</returns>
    private static int Create(OwnedFd epoll)
    {
        var number = Libc.epoll_create1(C.EPOLL_CLOEXEC);
        if (number < 0)
        {
            return LastError.Value;
        }

        epoll.Fill(number);
        return 0;
    }

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
