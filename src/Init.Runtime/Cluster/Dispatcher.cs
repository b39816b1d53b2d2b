using System.Runtime.InteropServices;
using Init.Core.Cluster;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Polling;

namespace Init.Runtime.Cluster;

/// <summary>
/// Accepts connections and hands them to workers. Constraints: no connection is lost with the worker that it was handed
/// to, as long as that one has not accepted it; one whose event loop stands still gets few; what is accepted and not
/// handed over is nothing, because connections that nobody can take wait in the kernel's queue. Scheme: several are
/// under way to each worker at a time (Node's own primary waits for each), the descriptor is kept until the worker's
/// answer, and the queue is not looked at while nobody has room.
/// </summary>
/// <param name="put">Sends a line, with a descriptor, to a worker; false: it has no room.</param>
internal sealed class Dispatcher(
    Poller poller, Balance balance, List<NodeWorker> workers, Func<NodeWorker, byte[], OwnedFd, bool> put,
    ConnectionGuard guard, INodeNews news)
{
    /// <summary>So many under way keep a worker busy; more of them only wait there instead of with somebody idle.</summary>
    private const int UnderWayUsual = 32;

    /// <summary>Where everybody has that many.</summary>
    private const int UnderWayMax = 256;

    private const int AcceptsPerRound = 64;

    /// <summary>Each may turn out to be of one that is gone.</summary>
    private const int RefusalsMax = 3;

    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ResourcePause = TimeSpan.FromMilliseconds(100);

    private readonly List<NodeListener> _listeners = [];
    private readonly List<Turn> _turns = [];
    private readonly OpenConnections? _open = balance == Balance.LeastBusy ? new() : null;
    private TimeSpan? _againAt;
    private TimeSpan _pausedUntil;
    private bool _isGivenUp;

    /// <summary>When somebody who refused is to be asked again, or connections are to be counted; null: neither.</summary>
    internal TimeSpan? Deadline => Deadlines.Earliest(_againAt, _open?.Deadline);

    internal void Add(NodeListener listener)
    {
        if (!_listeners.Contains(listener))
        {
            _listeners.Add(listener);
        }
    }

    /// <summary>Whoever can take something now gets it.</summary>
    internal void Distribute(TimeSpan now)
    {
        foreach (var listener in _listeners)
        {
            Distribute(listener, now);
        }
    }

    internal void Distribute(NodeListener listener, TimeSpan now)
    {
        while (listener.Returned.Count > 0 && Choose(listener, now) is { } worker)
        {
            _ = TryHand(listener, worker, listener.Returned.Dequeue(), now);
        }

        var wants = !_isGivenUp && now >= _pausedUntil && listener.Returned.Count == 0
            && Choose(listener, now, isAsking: true) is not null;
        if (wants && !listener.IsWatched)
        {
            listener.IsWatched = poller.Add(
                listener.First.Socket.Fd, Interest.Readable, _ => Accept(listener)) == 0;
        }
        else if (!wants && listener.IsWatched)
        {
            Unwatch(listener);
        }
    }

    internal void TakeTime(TimeSpan now)
    {
        _open?.TakeTime(_listeners, now);
        if (_againAt <= now)
        {
            _againAt = null;
            Distribute(now);
        }
    }

    /// <summary>A worker's answer to a connection.</summary>
    internal void Answered(NodeWorker worker, long number, bool isAccepted, TimeSpan now)
    {
        // A number can be guessed, and answered before the connection has gone.
        if (!worker.UnderWay.TryGetValue(number, out var handOver) || worker.Channel.IsUnsent(handOver.Connection))
        {
            return;
        }

        worker.UnderWay.Remove(number);
        if (isAccepted)
        {
            // Only now: the client would not see the end of it as long as we hold it, and would hang if the worker
            // died.
            handOver.Connection.Dispose();
            guard.Count(worker);
        }
        else
        {
            _open?.TakeBack(handOver.Inode);
            GiveBack(handOver, worker, now);
        }

        if (handOver.Listener is { IsWatched: false } or { Returned.Count: > 0 })
        {
            Distribute(handOver.Listener, now);
        }
    }

    /// <summary>The descriptor of a connection did not arrive: the worker has no room for more.</summary>
    internal void Missed(NodeWorker worker, long number, TimeSpan now) =>
        Answered(worker, number, isAccepted: false, now);

    /// <summary>It reads no more: what has not been sent to it goes to others. What has been may still be answered.
    /// </summary>
    internal void TakeBack(NodeWorker worker, TimeSpan now)
    {
        var unsent = worker.UnderWay.Where(pair => worker.Channel.IsUnsent(pair.Value.Connection)).ToList();
        foreach (var (number, handOver) in unsent.OrderBy(pair => pair.Key))
        {
            worker.UnderWay.Remove(number);
            handOver.Listener.Returned.Enqueue(handOver.Connection);
        }

        if (unsent.Count > 0)
        {
            Distribute(now);
        }
    }

    /// <summary>It is gone, and has not touched what it has not accepted: Node answers before it reads.</summary>
    internal void Lose(NodeWorker worker, TimeSpan now)
    {
        foreach (var (_, handOver) in worker.UnderWay.OrderBy(pair => pair.Key))
        {
            handOver.Listener.Returned.Enqueue(handOver.Connection);
        }

        worker.UnderWay.Clear();
        _open?.Forget(worker);
        worker.CloseServers();
        foreach (var listener in _listeners)
        {
            listener.Turns.Forget(worker.Pid);
        }

        Distribute(now);
    }

    /// <summary>What waits in the queues is still handed over; then they are no longer ours.</summary>
    internal void GiveUp(TimeSpan now)
    {
        foreach (var listener in _listeners)
        {
            while (Accept(listener))
            {
                // A queue may be longer than a round.
            }

            Distribute(listener, now);
            Unwatch(listener);
        }

        _isGivenUp = true;
    }

    /// <summary>Connections that nobody has taken are reset.</summary>
    internal void Close()
    {
        foreach (var listener in _listeners)
        {
            Unwatch(listener);
            while (listener.Returned.TryDequeue(out var connection))
            {
                connection.Dispose();
            }
        }

        _listeners.Clear();
    }

    /// <returns>There may be more.</returns>
    private bool Accept(NodeListener listener)
    {
        var now = Linux.Clock.MonotonicClock.Now;
        for (var left = AcceptsPerRound; left > 0; left--)
        {
            if (Choose(listener, now, isAsking: true) is null)
            {
                Distribute(listener, now);
                return false;
            }

            var error = listener.First.Socket.Accept(out var connection);
            if (error == 0)
            {
                _ = TryHand(listener, Choose(listener, now)!, connection, now);
            }
            else if (error is Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM)
            {
                Pause(error, now);
                Distribute(listener, now);
                return false;
            }
            else if (error != Errno.ECONNABORTED)
            {
                // EAGAIN: nobody waits any more. Of a client that is gone already, the next one is next.
                return false;
            }
        }

        return true;
    }

    private bool TryHand(NodeListener listener, NodeWorker worker, OwnedFd connection, TimeSpan now)
    {
        for (var tries = 0; tries < RefusalsMax; tries++)
        {
            var number = worker.NextSeq();
            if (worker.KeyOf(listener) is { } key
                && put(worker, ChannelText.NewConnection(key, number), connection))
            {
                worker.UnderWay[number] = new HandOver(
                    listener, connection, _open?.Hand(listener, worker, connection) ?? 0);
                worker.Asked.Enqueue(new Asked(now, number, IsEcho: false));
                return true;
            }

            worker.RefusesUntil = now + RefusalPause;
            if (Choose(listener, now) is not { } other)
            {
                break;
            }

            worker = other;
        }

        listener.Returned.Enqueue(connection);
        Wake(now + RefusalPause);
        return false;
    }

    private void GiveBack(HandOver handOver, NodeWorker worker, TimeSpan now)
    {
        // A server that is full would be asked again at once, and answer at once, for ever.
        worker.RefusesUntil = now + RefusalPause;
        handOver.Listener.Returned.Enqueue(handOver.Connection);
        Wake(worker.RefusesUntil);
    }

    /// <param name="isAsking">Whether there is anybody; it is nobody's turn yet.</param>
    private NodeWorker? Choose(NodeListener listener, TimeSpan now, bool isAsking = false)
    {
        _turns.Clear();
        NodeWorker? last = null;
        var hasTurn = false;
        foreach (var worker in workers)
        {
            if (worker.Weight <= 0 || worker.Leaves || worker.RefusesUntil > now || !worker.Channel.CanSend
                || worker.AnswersTooLittle || worker.KeyOf(listener) is null)
            {
                continue;
            }

            var rests = worker.UnderWay.Count >= UnderWayUsual || IsSlow(worker, now);
            _turns.Add(new Turn(worker.Pid, worker.Weight, worker.Open, rests));
            hasTurn |= !rests;
            if (rests && worker.UnderWay.Count < UnderWayMax && (last is null || IsBefore(worker, last, now)))
            {
                last = worker;
            }

            if (isAsking && (hasTurn || last is not null))
            {
                return worker;
            }
        }

        if (!hasTurn)
        {
            return last;
        }

        var turns = CollectionsMarshal.AsSpan(_turns);
        var id = balance == Balance.LeastBusy ? listener.Turns.ChooseIdlest(turns) : listener.Turns.Choose(turns);
        foreach (var worker in workers)
        {
            if (worker.Pid == id)
            {
                return worker;
            }
        }

        return null;
    }

    /// <summary>Where nobody is idle: whoever has fewer, but one that is slow comes after all others.</summary>
    private static bool IsBefore(NodeWorker worker, NodeWorker other, TimeSpan now) =>
        (IsSlow(worker, now), worker.UnderWay.Count).CompareTo((IsSlow(other, now), other.UnderWay.Count)) < 0;

    /// <summary>An event loop that has not answered for so long may stand still for longer, and what waits there waits
    /// with it.</summary>
    private static bool IsSlow(NodeWorker worker, TimeSpan now) =>
        worker.Asked.TryPeek(out var oldest) && now - oldest.At > SlowAfter;

    private void Pause(int error, TimeSpan now)
    {
        news.Degrade(new Degradation(
            "accept",
            $"cannot accept connections for a moment: {Errno.Text(error)}",
            "they wait in the kernel's queue; raise pm1's limit of descriptors (ulimit -Hn)"));
        _pausedUntil = now + ResourcePause;
        Wake(_pausedUntil);
    }

    private void Wake(TimeSpan at) => _againAt = _againAt < at ? _againAt : at;

    private void Unwatch(NodeListener listener)
    {
        if (listener.IsWatched)
        {
            poller.Remove(listener.First.Socket.Fd);
            listener.IsWatched = false;
        }
    }
}
