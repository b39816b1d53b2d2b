using Init.Core.Cluster;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Clock;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Runtime.Guards;

namespace Init.Runtime.Cluster;

/// <summary>
/// The primary of Node's cluster protocol, for workers that do not know that it is not Node. Constraints: what comes on
/// a channel is untrusted, and costs the loop a bounded time a round; a worker that does not read delays nobody; a
/// channel is never closed while its worker lives, because a worker exits at once when it is. Scheme: lines are
/// taken a few a round; each becomes an answer, an event of the pool, or news.
/// </summary>
internal sealed class ClusterPrimary : IDisposable
{
    private const int LinesPerRound = 64;

    /// <summary>Finding out that something is no JSON costs as much as many lines that are.</summary>
    private const int MalformedCost = 16;

    private readonly Poller _poller;
    private readonly INodeNews _news;
    private readonly Dictionary<int, NodeWorker> _byPid = [];
    private readonly List<NodeWorker> _inOrder = [];
    private readonly HashSet<NodeWorker> _unread = [];
    private readonly QueryDesk _queries;
    private readonly Dispatcher _dispatcher;
    private readonly ChannelMessages _messages;
    private readonly HeartbeatRound _heartbeats;
    private readonly Farewells _farewells;
    private readonly BypassWatch _bypass;

    /// <param name="sockets">Where new ones are kept, and queues for a side come from.</param>
    internal ClusterPrimary(AppSpec app, Poller poller, INodeNews news, NodeSockets sockets)
    {
        _poller = poller;
        _news = news;
        _dispatcher = new Dispatcher(poller, app.Balance, _inOrder, Put, new ConnectionGuard(app.MaxConnections, sockets.Chance, news), news);
        _queries = new QueryDesk(app, sockets, _dispatcher, Put, news);
        _messages = new ChannelMessages(news, (worker, now) => _heartbeats!.Pong(worker, now));
        _heartbeats = new HeartbeatRound(app, news, (worker, line) => Put(worker, line));
        _farewells = new Farewells(app, (worker, line) => Put(worker, line), sockets.Main);
        _bypass = new BypassWatch(news, sockets.Main);
    }

    /// <summary>When something is due; null: nothing.</summary>
    internal TimeSpan? Deadline => _unread.Count > 0
        ? TimeSpan.Zero
        : Deadlines.Earliest(_dispatcher.Deadline, _heartbeats.Deadline, _farewells.Deadline, _bypass.Deadline);

    /// <summary>A worker was started, with the other end of a channel.</summary>
    internal void Add(Seat seat, int pid, OwnedFd channel)
    {
        var worker = new NodeWorker(seat, pid, new NodeChannel(channel));
        _byPid[pid] = worker;
        _inOrder.Add(worker);
        _inOrder.Sort((a, b) => Seat.Order.Compare(a.Seat, b.Seat));
        if (_poller.Add(channel, Interest.Readable, ready => Take(worker, ready)) is var error and not 0)
        {
            _news.Degrade(new Degradation(
                "channel", $"cannot hear worker {seat.Slot}: {Errno.Text(error)}",
                "its servers will not listen; the kernel needs memory, or a larger fs.epoll.max_user_watches"));
        }
    }

    /// <summary>Its process has ended: what it still said is heard, what it had not accepted goes to others.</summary>
    internal void Ended(int pid)
    {
        if (!_byPid.Remove(pid, out var worker))
        {
            return;
        }

        var now = MonotonicClock.Now;
        for (var rounds = ChannelBuffer.LineBytesMax >> 12; rounds > 0 && worker.Channel.Receive(); rounds--)
        {
            TakeLines(worker, now);
        }

        TakeLines(worker, now);
        Close(worker, now);
        _messages.Forget(worker);
        _inOrder.Remove(worker);
        _unread.Remove(worker);
        worker.Channel.Dispose();
        _dispatcher.Lose(worker, now);
    }

    /// <summary>Who may be handed connections now.</summary>
    internal void Weigh(IReadOnlyDictionary<int, long> weights)
    {
        var changed = false;
        foreach (var worker in _inOrder)
        {
            var weight = weights.GetValueOrDefault(worker.Pid);
            changed |= weight != worker.Weight;
            worker.Weight = weight;
        }

        if (changed)
        {
            _dispatcher.Distribute(MonotonicClock.Now);
        }
    }

    /// <summary>Connections that were handed to it and that it has not accepted yet.</summary>
    internal int UnderWay(int pid) => _byPid.GetValueOrDefault(pid)?.UnderWay.Count ?? 0;

    /// <summary>How long its event loop took to answer lately; null: not known.</summary>
    internal TimeSpan? Lag(int pid) => _byPid.GetValueOrDefault(pid)?.Pulse.Lag;

    /// <summary>Tells it to stop on its channel.</summary>
    /// <returns>False: that is not how it is told, so the signal is.</returns>
    internal bool TryTellToStop(int pid)
    {
        if (_byPid.GetValueOrDefault(pid) is not { } worker)
        {
            return false;
        }

        worker.Leaves = true;
        _dispatcher.Distribute(MonotonicClock.Now);
        return _farewells.TryTell(worker, MonotonicClock.Now);
    }

    /// <summary>A message for a program, as JSON.</summary>
    /// <param name="slot">null: to all.</param>
    /// <returns>How many got it; −1: it is no JSON.</returns>
    internal int Send(string json, int? slot)
    {
        if (ChannelText.Message(json) is not { } line)
        {
            return -1;
        }

        return _inOrder.Where(worker => slot is null || worker.Seat.Slot == slot).Count(worker => Put(worker, line));
    }

    internal void TakeTime(IReadOnlyList<GuardedWorker> workers)
    {
        var now = MonotonicClock.Now;
        foreach (var worker in _unread.ToList())
        {
            Take(worker, new Ready(Readable: true, Writable: false, HungUp: false));
        }

        _dispatcher.TakeTime(now);
        _heartbeats.TakeTime(workers, pid => _byPid.GetValueOrDefault(pid), now);
        _farewells.TakeTime(_inOrder, now);
        _bypass.TakeTime(now);
    }

    /// <summary>The shared sockets are about to be closed.</summary>
    internal void GiveUp()
    {
        _queries.GiveUp();
        _dispatcher.GiveUp(MonotonicClock.Now);
    }

    public void Dispose()
    {
        _dispatcher.Close();
        foreach (var worker in _inOrder)
        {
            _poller.Remove(worker.Channel.Fd);
            worker.Channel.Dispose();
        }

        _inOrder.Clear();
        _byPid.Clear();
    }

    private void Take(NodeWorker worker, Ready ready)
    {
        if (!worker.Channel.IsOpen)
        {
            return;
        }

        var now = MonotonicClock.Now;
        var isOpen = !(ready.Readable || ready.HungUp) || worker.Channel.Receive();
        TakeLines(worker, now);
        worker.Channel.Flush();
        if (!worker.Channel.CanSend)
        {
            _dispatcher.TakeBack(worker, now);
        }

        if (!isOpen && !worker.Channel.HasLine)
        {
            Close(worker, now);
            return;
        }

        Watch(worker);
    }

    /// <summary>A few, so that one that never stops writing is one of many.</summary>
    private void TakeLines(NodeWorker worker, TimeSpan now)
    {
        for (var left = LinesPerRound; left > 0 && worker.Channel.TryTake(out var line); left--)
        {
            var said = ChannelReader.Read(line);
            left -= said is ChannelLine.Malformed ? MalformedCost : 0;
            _heartbeats.Hear(worker, now);
            Take(worker, said, now);
        }

        if (worker.Channel.HasLine)
        {
            _unread.Add(worker);
        }
        else
        {
            _unread.Remove(worker);
            worker.Channel.Trim();
        }
    }

    private void Take(NodeWorker worker, ChannelLine said, TimeSpan now)
    {
        switch (said)
        {
            case ChannelLine.HandleTaken:
                Answered(worker, isTaken: true, now);
                break;
            case ChannelLine.HandleMissed:
                Answered(worker, isTaken: false, now);
                break;
            case ChannelLine.Reply reply:
                _dispatcher.Answered(worker, reply.To, reply.IsAccepted, now);
                break;
            case ChannelLine.QueryServer query:
                _queries.Take(worker, query, now);
                break;
            case ChannelLine.Listening:
                _bypass.End(worker);
                _news.Happen(worker.Seat, worker.Pid, new WorkerEvent(WorkerEventKind.Listening));
                _dispatcher.Distribute(now);
                break;
            case ChannelLine.Close close:
                _ = worker.CloseServer(close.Key);
                _farewells.LetGo(worker);
                break;
            case ChannelLine.Leaves leaves:
                worker.Leaves = true;
                _ = Put(worker, ChannelText.Confirm(leaves.Seq, worker.NextSeq()));
                _news.Happen(
                    worker.Seat, worker.Pid, new WorkerEvent(WorkerEventKind.Leaving) { IsVoluntary = true });
                break;
            case ChannelLine.Handle handle:
                TakeHandle(worker, handle, now);
                break;
            case ChannelLine.Message message:
                _messages.Take(worker, message.Json, now);
                break;
            case ChannelLine.Malformed:
                _messages.TakeMalformed(worker);
                break;
            case ChannelLine.Online:
                _bypass.Begin(worker, now);
                break;
            case ChannelLine.Ignored:
                break;
        }
    }

    /// <summary>Everything that it says later waits for our answer. What a program sends to its primary this way, nobody
    /// here has a use for.</summary>
    private void TakeHandle(NodeWorker worker, ChannelLine.Handle handle, TimeSpan now)
    {
        using var passed = worker.Channel.TakePassed();
        _ = Put(worker, passed is null ? ChannelText.HandleMissed : ChannelText.HandleTaken);
        if (passed is not null)
        {
            _messages.Take(worker, handle.Json, now);
        }
    }

    private void Answered(NodeWorker worker, bool isTaken, TimeSpan now)
    {
        if (!worker.Asked.TryDequeue(out var asked))
        {
            // It answers what nobody asked.
            _messages.TakeMalformed(worker);
        }
        else if (asked.IsEcho)
        {
            worker.Pulse.Answered(asked.At, now);
        }
        else if (!isTaken && asked.HandOver is { } number)
        {
            _dispatcher.Missed(worker, number, now);
        }
        else if (!isTaken && asked.Query is var (query, key))
        {
            _queries.Missed(worker, query, key);
        }
    }

    /// <summary>What cannot be sent now is sent when there is room; that the worker is gone is heard from its channel.
    /// </summary>
    private bool Put(NodeWorker worker, byte[] line, OwnedFd? passed = null)
    {
        if (!worker.Channel.TryPut(line, passed))
        {
            return false;
        }

        worker.Channel.Flush();
        Watch(worker);
        if (!worker.Channel.CanSend)
        {
            // What waits for it is taken back in the next round.
            _unread.Add(worker);
        }

        return worker.Channel.CanSend;
    }

    private void Watch(NodeWorker worker) => _poller.Change(
        worker.Channel.Fd, worker.Channel.HasUnsent ? Interest.ReadableOrWritable : Interest.Readable);

    /// <summary>The channel is over; the process may not be.</summary>
    private void Close(NodeWorker worker, TimeSpan now)
    {
        _poller.Remove(worker.Channel.Fd);
        _unread.Remove(worker);
        _bypass.End(worker);
        worker.Leaves = true;
        worker.Channel.StopSending();
        _farewells.Closed(worker, now);
        _dispatcher.Lose(worker, now);
    }
}
