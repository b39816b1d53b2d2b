using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Sockets;
using Init.Runtime.Doors;
using Init.Runtime.Reporting;
using Init.Runtime.Sharing;

namespace Init.Runtime.Supervision;

/// <summary>The loop's side of the shared sockets: those that pm1 bound itself, and those that the broker tells of.
/// </summary>
internal sealed class SocketSet : IDisposable
{
    private const int FirstDescriptor = 3;

    private readonly AppSpec _app;
    private readonly Poller _poller;
    private readonly DegradationList _degraded;
    private readonly Action<PoolEvent> _happen;
    private readonly List<SharedAddress> _all = [];
    private readonly SharedSockets _shared = new();
    private readonly Dictionary<int, OwnedSocket> _inherited = [];
    private readonly EventQueue<SharingEvent>? _news;
    private readonly BindBroker? _broker;
    private bool _givenUp;

    internal SocketSet(AppSpec app, Poller poller, DegradationList degraded, Action<PoolEvent> happen)
    {
        _app = app;
        _poller = poller;
        _degraded = degraded;
        _happen = happen;
        if (app.Share == ShareMode.Bind)
        {
            _news = new EventQueue<SharingEvent>();
            _broker = new BindBroker(new BindJudge(new SharingRules(app), _shared, _news), _shared);
            _poller.AddVital(_news.Wakeup.Fd, Interest.Readable, _ => TakeNews());
            _broker.Start();
        }
    }

    /// <summary>What pm1 holds now.</summary>
    internal IReadOnlyList<SharedAddress> All => _all;

    /// <summary>What pm1 was given, by number, for programs that name one; share node.</summary>
    internal IReadOnlyDictionary<int, OwnedSocket> Inherited => _inherited;

    /// <summary>Binds `--listen` and adopts what was passed to pm1.</summary>
    /// <returns>null, or the exit code when an address cannot be had.</returns>
    internal int? OpenOwn(int inherited)
    {
        for (var i = 0; i < inherited && _app.Share == ShareMode.Node; i++)
        {
            // What is no socket, whatever LISTEN_FDS says, nobody can be given.
            if (SocketLink.Kind($"/proc/self/fd/{FirstDescriptor + i}") is not null)
            {
                _inherited[FirstDescriptor + i] = OwnedSocket.Inherited(FirstDescriptor + i);
            }
        }

        for (var i = 0; i < inherited && _app.Share == ShareMode.Fd; i++)
        {
            var socket = OwnedSocket.Inherited(FirstDescriptor + i);
            Take(new SharedAddress(socket.LocalAddress?.ToString() ?? $"inherited{i}").Add(0, socket));
        }

        foreach (var address in _app.Listen)
        {
            var error = ListenSocket.Open(address, out var socket);
            if (error != 0)
            {
                socket.Dispose();
                Stderr.Error($"cannot listen on {address.Text}: {Errno.Text(error)}", BindHint.Of(error));
                return ExitCodes.Internal;
            }

            Take(new SharedAddress(address.Text).Add(0, socket));
        }

        return null;
    }

    /// <summary>A worker's listener has come.</summary>
    internal void Serve(Seat seat, int pid, OwnedFd listener)
    {
        if (_broker is null)
        {
            listener.Dispose();
            return;
        }

        _broker.Serve(seat, pid, listener);
    }

    internal void HoldNewConnections()
    {
        foreach (var address in _all)
        {
            if (address.HoldNewConnections() is var error and not 0)
            {
                _degraded.Add(new Degradation(
                    "hold",
                    $"cannot hold off new connections on {address.Text}: {Errno.Text(error)}",
                    "who connects while the queue is emptied may be reset at the end; a longer --drain-delay lets traffic "
                    + "go elsewhere before, and CAP_NET_ADMIN allows it where the kernel asks for that"));
            }
        }
    }

    /// <summary>What a worker of that side is to be given; made on demand, listening, and without connections until the
    /// weights say so.</summary>
    internal IReadOnlyList<SharedSocket> ForSide(int side)
    {
        var queues = new List<SharedSocket>();
        foreach (var address in _all)
        {
            queues.Add(QueueOf(address, side));
        }

        return queues;
    }

    /// <summary>Of one address.</summary>
    internal SharedSocket QueueOf(SharedAddress address, int side)
    {
        if (address.Find(side) is { } known)
        {
            return known;
        }

        var first = address.Find(1 - side)!;
        var queue = address.Beside(side, () => ListenSocket.Beside(first.Socket));
        if (queue != first)
        {
            queue.Socket.SetNonBlocking(_app.Share == ShareMode.Node);
            _ = queue.ListenAgain();
            Watch(queue);
        }

        return queue;
    }

    /// <summary>Makes it one of those that pm1 holds. Where pm1 accepts, whoever accepts polls it.</summary>
    internal void Adopt(SharedSocket queue) => Take(queue);

    /// <summary>How new connections are to be spread.</summary>
    internal void Steer(Weights weights)
    {
        foreach (var address in _all)
        {
            address.Steer(weights);
        }
    }

    /// <summary>Nobody is on that side any more.</summary>
    /// <returns>When to ask again, because something still waits there; null: not at all.</returns>
    internal TimeSpan? Leave(int side, TimeSpan now)
    {
        TimeSpan? again = null;
        foreach (var address in _all)
        {
            again = address.Leave(side, now, queue => _poller.Remove(queue.Socket.Fd)) ?? again;
        }

        return again;
    }

    /// <summary>From here on the port closes with the last worker that closes it. The broker closes what it may be
    /// using.</summary>
    internal void GiveUp()
    {
        foreach (var address in _all)
        {
            foreach (var queue in address.Queues)
            {
                _poller.Remove(queue.Socket.Fd);
            }

            if (_broker is null)
            {
                address.Close();
            }
        }

        _all.Clear();
        _givenUp = true;
        _broker?.GiveUpSockets();
    }

    public void Dispose()
    {
        _broker?.Dispose();
        _news?.Dispose();
    }

    private void Take(SharedSocket queue)
    {
        if (!queue.Address.Queues.Contains(queue))
        {
            // Its worker has ended before we heard of it, and so has its side.
            return;
        }

        if (!_all.Contains(queue.Address))
        {
            _all.Add(queue.Address);
        }

        // News of one that has been left meanwhile is late.
        if (queue.Address.Find(queue.Side) == queue && !queue.Address.IsDispatched)
        {
            Watch(queue);
        }
    }

    private void Watch(SharedSocket socket)
    {
        if (_poller.Add(socket.Socket.Fd, Interest.HangUpEdge, _ => MendListening(socket)) is var error and not 0)
        {
            _degraded.Add(new Degradation(
                "share",
                $"cannot watch {socket.Address.Text}: {Errno.Text(error)}",
                "a worker that ends listening on it ends it for all; the kernel needs memory, or a larger "
                + "fs.epoll.max_user_watches"));
        }
    }

    /// <summary>A worker that calls shutdown(2) on the socket (or lets .NET close it) ends listening for all.</summary>
    private static void MendListening(SharedSocket socket)
    {
        if (!socket.HasListened || socket.Socket.IsListening)
        {
            return;
        }

        var error = socket.ListenAgain();
        Stderr.Line($"a worker ended listening on {socket.Address.Text}: "
            + (error == 0 ? "listening again" : $"cannot listen again: {Errno.Text(error)}"));
    }

    private void TakeNews()
    {
        foreach (var news in _news!.TakeAll())
        {
            _poller.GiveWay();
            switch (news)
            {
                case SharingEvent.Bound bound when !_givenUp:
                    Take(bound.Socket);
                    break;
                case SharingEvent.Bound:
                    // Closed by now: news of it was still under way.
                    break;
                case SharingEvent.Listening:
                    Tell(news, new WorkerEvent(WorkerEventKind.Listening));
                    break;
                case SharingEvent.Refused refused:
                    Tell(news, new WorkerEvent(
                        WorkerEventKind.BindRefused,
                        Reason: $"cannot bind {refused.Address} for {_app.Name}: {Errno.Text(refused.Errno)}",
                        Hint: BindHint.Of(refused.Errno)));
                    break;
                case SharingEvent.Blind blind:
                    _degraded.Add(new Degradation(
                        "share",
                        $"cannot see what worker {blind.Seat.Slot} binds: {Errno.Text(blind.Errno)}",
                        "its file must be readable for the user that it runs as, and that user be pm1's own (or pm1 "
                        + "have CAP_SYS_PTRACE); else pass the socket on with --listen"));
                    break;
            }
        }
    }

    private void Tell(SharingEvent news, WorkerEvent happened) =>
        _happen(new PoolEvent.ToWorker(news.Seat, news.Pid, happened));
}
