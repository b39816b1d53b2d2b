using System.Diagnostics;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Sockets;
using Init.Runtime.Sharing;

namespace Init.Runtime.Supervision;

/// <summary>What the kernel knows about a worker that is to be retired: whether requests are under way in it or wait
/// for it, and whether it still holds its side's queue.</summary>
/// <param name="stopSignal">What it will be told to stop by.</param>
/// <param name="main">From a worker's pid to the process that is to be looked at.</param>
/// <param name="underWay">Connections that pm1 handed to a worker and that it has not accepted yet.</param>
internal sealed class RetireWatch(int stopSignal, Func<int, int> main, Func<int, int> underWay)
{
    /// <summary>A replacement waits for this, so it is short; but looking must not become the work.</summary>
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(10);
    private const int IntervalPerCost = 4;
    private const int LooksPerRound = 8;

    /// <summary>After a side was closed handshakes under way still end in its queue. Others of the side take them; the
    /// last one waits for them.</summary>
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromMilliseconds(100);

    /// <summary>Workers whose group has been sent SIGSTOP, and whether it was seen to stand still.</summary>
    private readonly Dictionary<int, bool> _frozen = [];
    private int _turn;

    /// <summary>When to look again.</summary>
    internal TimeSpan Interval { get; private set; } = IntervalMin;

    internal IReadOnlyList<PoolEvent> Look(PoolState pool, IReadOnlyList<SharedAddress> addresses, TimeSpan now)
    {
        var started = Stopwatch.GetTimestamp();
        var ports = SharedAddress.Ports(addresses);
        var busy = ports.Count == 0 ? [] : BusyConnections.Find(ports) ?? [];
        var seen = new List<PoolEvent>();
        foreach (var worker in InTurn(pool))
        {
            if (See(worker, pool, addresses, busy, now) is { } happened)
            {
                seen.Add(new PoolEvent.ToWorker(worker.Seat, worker.Pid, happened));
            }
        }

        var cost = Stopwatch.GetElapsedTime(started) * IntervalPerCost;
        Interval = cost > IntervalMin ? cost : IntervalMin;
        return seen;
    }

    /// <summary>Each costs a walk through /proc, so of many a few at a time.</summary>
    private IReadOnlyList<Worker> InTurn(PoolState pool)
    {
        var all = pool.Workers.Values.Where(worker => worker is { IsLeaving: true, Pid: not 0 }).ToList();
        if (all.Count <= LooksPerRound)
        {
            return all;
        }

        _turn = (_turn + LooksPerRound) % all.Count;
        return [.. all.Concat(all).Skip(_turn).Take(LooksPerRound)];
    }

    /// <summary>It has been sent SIGSTOP, and goes on when it has been told to stop.</summary>
    internal bool IsFrozen(int pid) => _frozen.ContainsKey(pid);

    /// <summary>Whoever does not drain any more goes on, if only to take the stop signal.</summary>
    internal void Thaw(PoolState pool)
    {
        if (_frozen.Count == 0)
        {
            return;
        }

        var draining = pool.Workers.Values.Where(worker => worker.State == WorkerState.Draining)
            .Select(worker => worker.Pid).ToHashSet();
        foreach (var worker in pool.Workers.Values.Where(worker => !draining.Contains(worker.Pid)))
        {
            Thaw(worker.Pid);
        }

        foreach (var gone in _frozen.Keys.Where(pid => !draining.Contains(pid)).ToList())
        {
            _frozen.Remove(gone);
        }
    }

    private WorkerEvent? See(
        Worker worker, PoolState pool, IReadOnlyList<SharedAddress> addresses, IReadOnlyList<BusyConnection> busy, TimeSpan now)
    {
        var family = ProcessSockets.Family(main(worker.Pid));
        var held = ProcessSockets.Held(family);
        var queues = addresses.Where(address => !address.IsDispatched)
            .Select(address => address.Find(worker.Seat.Side)).OfType<SharedSocket>().ToList();
        if (worker.State != WorkerState.Draining)
        {
            return held is not null
                && !queues.Exists(queue => SocketLink.Inode(queue.Inode) is { } inode && held.Contains(inode))
                ? new WorkerEvent(WorkerEventKind.LetGo) : null;
        }

        // Of a process that cannot be looked into, every busy connection might be its own.
        var own = busy.Where(connection => connection.Inode != 0 && (held?.Contains(connection.Inode) ?? true)).ToList();
        var isClosed = Weights.Of(pool)[worker.Seat.Side] == 0;
        var waits = underWay(worker.Pid) > 0 || (isClosed && (
            queues.Exists(queue => queue.Address.IsSteerable && queue.Socket.Queue is { Waiting: > 0 })
            || (queues.Count > 0 && now - worker.DrainingSince < HandshakeMax && IsLastOfSide(pool, worker))));
        var mayAccept = !isClosed && queues.Count > 0;
        if (own.Count == 0 && !waits)
        {
            return mayAccept && IsMoving(worker.Pid, family) ? null : new WorkerEvent(WorkerEventKind.SeenQuiet);
        }

        var caught = ProcessStatus.Survives(main(worker.Pid))?.Contains(stopSignal) ?? false;
        var onlyKept = !waits && !own.Exists(connection => connection.IsFirst);
        if (onlyKept && worker.MayCutKept(caught, now))
        {
            if (mayAccept && IsMoving(worker.Pid, family))
            {
                return null;
            }
        }
        else
        {
            Thaw(worker.Pid);
        }

        return new WorkerEvent(WorkerEventKind.SeenBusy) { StopIsCaught = caught, OnlyKept = onlyKept };
    }

    /// <summary>Where all sides are one (fewer workers are wanted, say), one that dies of the stop signal would take with
    /// it what it accepts between the look and the signal. Stopped it accepts nothing, and the others do. One that has a
    /// handler is no exception, as Node's only dies more politely.</summary>
    /// <returns>It may have moved since this look began: what it did is seen at the next one.</returns>
    private bool IsMoving(int pid, IReadOnlyList<int> family)
    {
        if (_frozen.TryAdd(pid, false))
        {
            _ = ProcessSignal.SendToGroup(pid, Signal.SIGSTOP);
            return true;
        }

        if (_frozen[pid])
        {
            return false;
        }

        _frozen[pid] = family.All(member => ProcessStatus.Group(member) != pid || ProcessStatus.IsStopped(member));
        return true;
    }

    private void Thaw(int pid)
    {
        if (_frozen.Remove(pid))
        {
            _ = ProcessSignal.SendToGroup(pid, Signal.SIGCONT);
        }
    }

    private static bool IsLastOfSide(PoolState pool, Worker worker) => !pool.Workers.Values.Any(
        other => other.Seat.Side == worker.Seat.Side && other.Seat != worker.Seat && other.State == WorkerState.Ready);
}
