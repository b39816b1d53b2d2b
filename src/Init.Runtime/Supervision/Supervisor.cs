using Init.Core.Link;
using Init.Core.Notify;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Clock;
using Init.Linux.Polling;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Agents;
using Init.Runtime.Cluster;
using Init.Runtime.Doors;
using Init.Runtime.Guards;
using Init.Runtime.Reaping;
using Init.Runtime.Reporting;
using Init.Runtime.Sharing;
using Init.Runtime.View;

namespace Init.Runtime.Supervision;

/// <summary>
/// The loop. Constraints: one thread owns all state; nothing here may wait for anything but the poller; the only other
/// thread is the bind broker. Scheme: signals, worker reports, notifications, broker news and the agent's questions
/// become events; an event and the time go into <see cref="PoolMachine"/>; the effects that come out are carried out at
/// once. An effect that has an answer (a process was spawned) gives it as the next event, before anything else happens.
/// </summary>
internal sealed class Supervisor : INodeNews, IDisposable
{
    /// <summary>For a last flush of telemetry; within the reserve of the termination grace.</summary>
    private static readonly TimeSpan FlushMax = TimeSpan.FromMilliseconds(2000);
    private static readonly TimeSpan AgentEndMax = TimeSpan.FromMilliseconds(2500);

    private readonly SupervisorPlan _plan;
    private readonly SupervisorSignals _signals;
    private readonly Poller _poller = new();
    private readonly DegradationList _degraded = new();
    private readonly SnapshotBuilder _snapshots;
    private readonly DrainWatch _drainWatch;
    private readonly SocketSet _sockets;
    private readonly WorkerTable _workers;
    private readonly AgentKeeper? _agent;
    private readonly Random _chance = new();
    private readonly DoorSet _doors;
    private readonly ErrorRelay _relay = new();
    private readonly NewsLog _news;
    private readonly CommandDesk _desk;
    private readonly RetireWatch _retireWatch;
    private readonly SupervisorNotify _notify;
    private readonly EffectRunner _effects;
    private readonly GuardSet _guards;
    private readonly ClusterPrimary? _primary;
    private readonly EndedChildren _ended;

    private PoolState _pool;

    // Of the pool, which changes seldom, while the loop asks each round.
    private TimeSpan? _tickAt;
    private bool _hasLeaving;
    private CpuSnapshot _cpu;
    private TimeSpan? _observeAt;
    private TimeSpan? _lookAt;
    private TimeSpan? _leaveAt;
    private TimeSpan? _endAt;
    private long _agentAccepted;
    private bool _agentMayStart;

    internal Supervisor(SupervisorPlan plan, SignalState born, SupervisorSignals signals)
    {
        _plan = plan;
        _signals = signals;
        _pool = PoolState.Of(plan.Policy.Workers);
        _cpu = plan.Cpu;
        _snapshots = new SnapshotBuilder(
            plan.Spec.App, plan.Version, MonotonicClock.Now, _relay, pid => _workers!.Main(pid),
            pid => _primary?.Lag(pid));
        _news = new NewsLog(plan.Spec.App.Name);
        _desk = new CommandDesk(plan.Spec.App, () => (_cpu.Quota, _cpu.Affinity), SignalWorkers,
            plan.Spec.App.HasChannel ? (json, slot) => _primary!.Send(json, slot) : null);
        _drainWatch = new DrainWatch(plan.Policy.StopSignal);
        _retireWatch = new RetireWatch(
            plan.Policy.StopSignal, pid => _workers!.Main(pid), pid => _primary?.UnderWay(pid) ?? 0);
        _notify = SupervisorNotify.Of(
            Environment.GetEnvironmentVariable,
            (message, hint) => _degraded.Add(new Degradation("notify", message, hint)));
        _sockets = new SocketSet(plan.Spec.App, _poller, _degraded, Happen);
        _primary = plan.Spec.App.HasChannel ? Primary() : null;
        _workers = new WorkerTable(plan, born, _poller, _sockets, _relay, Happen, TakeBeat, _primary);
        _doors = DoorSet.Open(plan.Spec, plan.ControlSocketPaths, _degraded);
        _guards = new GuardSet(plan.Spec.App, plan.Cpu, new GuardWiring
        {
            Poller = _poller,
            Clock = () => MonotonicClock.Now,
            Workers = Guarded,
            Post = Happen,
            Degrade = _degraded.Add,
            CpuChanged = cpu => _cpu = cpu,
            Runner = new CheckRunner(plan.Spec.App, born, plan.Files),
            Chance = _chance.NextDouble,
        });
        _effects = new EffectRunner(_workers, _sockets, _notify, _news, news => _agent?.Tell(news), _primary,
            _retireWatch.IsFrozen, BeginEnd);
        _agent = _doors.Agent is { } doors ? new AgentKeeper(_poller, doors, plan.Files, Answer, () => _news.Remembered) : null;
        _ended = new EndedChildren(_poller, _workers, _guards, _agent, () => _pool);
    }

    /// <returns>The exit code.</returns>
    internal int Run()
    {
        if (Subreaper.Become() is { } lost)
        {
            _degraded.Add(lost);
        }

        if (_sockets.OpenOwn(_plan.InheritedSockets) is { } code)
        {
            _doors.Close();
            return code;
        }

        _signals.Register(_poller, TakeSignal, TakeOther);
        Carry(PoolMachine.Begin(_pool, _plan.Policy, MonotonicClock.Now));

        // After the workers: their start is what everybody waits for, and probes may queue meanwhile.
        _agent?.StartSoon(AgentKeeper.StartDelayMax);
        while (!IsOver)
        {
            _poller.Wait(Timeout());
            if (_ended.HasMore)
            {
                _ended.ReapSome();
            }

            TakeTime();
            _poller.GiveWay();
            if (_effects.HasLaunches)
            {
                _effects.LaunchSome(() => _pool.Wanted);
            }
        }

        _doors.Close();
        return _pool.ExitCode ?? ExitCodes.Internal;
    }

    public void Dispose()
    {
        _agent?.Dispose();
        _guards.Dispose();
        _primary?.Dispose();
        _workers.Dispose();
        _sockets.Dispose();
        _relay.Dispose();
        _poller.Dispose();
    }

    private bool IsOver =>
        _pool.Phase == SupervisorPhase.Stopped && (_agent is null or { Pid: 0 } || MonotonicClock.Now >= _endAt);

    private void Happen(PoolEvent happened) => Carry(
        PoolMachine.Next(_pool, happened, _plan.Policy, MonotonicClock.Now, _chance.NextDouble()));

    private void Carry(PoolStep step)
    {
        _pool = step.State;
        _tickAt = _pool.NextDeadline;
        _hasLeaving = _pool.Workers.Values.Any(worker => worker.IsLeaving);
        foreach (var effect in step.Effects)
        {
            _effects.Perform(effect);
        }

        _retireWatch.Thaw(_pool);
        _sockets.Steer(Weights.Of(_pool));
        if (_plan.Spec.App.IsDispatched)
        {
            _primary!.Weigh(Entitlement.Of(_pool, _plan.Policy, _plan.Spec.App.Weights));
        }

        LeaveEmptySides();
        if (_pool.Drain is not null)
        {
            _guards.Stop();
        }

        if (_pool.Started && !_agentMayStart)
        {
            _agentMayStart = true;
            _agent?.StartNow();
            _notify.Ready($"{_pool.ReadyCount} of {_pool.Wanted} workers are ready");
        }
    }

    /// <summary>A side that nobody is on needs no queue, as long as there is another one.</summary>
    private void LeaveEmptySides()
    {
        var used = _pool.Workers.Keys.Select(seat => seat.Side).Distinct().ToList();
        _leaveAt = used is [var only] ? _sockets.Leave(1 - only, MonotonicClock.Now) : null;
    }

    private void BeginEnd(int code)
    {
        _endAt = MonotonicClock.Now + AgentEndMax;
        _agent?.Stop(Snapshot(), FlushMax);
        if (_pool.Drain is { } drain && code is ExitCodes.Clean or ExitCodes.Forced)
        {
            var took = (drain.EndedAt ?? MonotonicClock.Now) - drain.StartedAt;
            Stderr.Line($"ended after {took.TotalSeconds:0.0}s with code {code}");
        }
    }

    private TimeSpan? Timeout() => _effects.HasLaunches || _ended.HasMore ? TimeSpan.Zero
        : Deadlines.Earliest(
            _tickAt, _agent?.Deadline, _observeAt, _lookAt, _leaveAt, _endAt, _notify.Deadline, _guards.Deadline,
            _primary?.Deadline) - MonotonicClock.Now;

    private void TakeTime()
    {
        var now = MonotonicClock.Now;
        if (_tickAt <= now)
        {
            Happen(new PoolEvent.Tick());
        }

        if (_agent?.Deadline <= now)
        {
            _agent.TakeTime(now, Snapshot);
        }

        if (_pool.WantsObservation && (_observeAt is null || _observeAt <= now))
        {
            _observeAt = now + DrainWatch.Interval;
            Happen(new PoolEvent.Observed(_drainWatch.Observe(_sockets.All, _workers.Pids, _agentAccepted)));
        }

        _observeAt = _pool.WantsObservation ? _observeAt : null;
        LookAtRetirees(now);
        if (_leaveAt <= now)
        {
            LeaveEmptySides();
        }

        _notify.TakeTime(now);
        _guards.TakeTime(now);
        if (_primary?.Deadline <= now)
        {
            _primary.TakeTime(Guarded());
        }
    }

    private void LookAtRetirees(TimeSpan now)
    {
        if (!_hasLeaving)
        {
            _lookAt = null;
            return;
        }

        if (_lookAt is null || _lookAt <= now)
        {
            foreach (var happened in _retireWatch.Look(_pool, _sockets.All, now))
            {
                Happen(happened);
                _poller.GiveWay();
            }

            _lookAt = now + _retireWatch.Interval;
        }
    }

    private void TakeSignal(int signal)
    {
        if (signal == Signal.SIGCHLD)
        {
            _ended.ReapSome();
        }
        else
        {
            Happen(new PoolEvent.Stop(SignalName.Of(signal), Hurries: true));
        }
    }

    private void TakeOther(int signal, bool isFromKernel)
    {
        switch (signal)
        {
            case Signal.SIGHUP when isFromKernel:
                Happen(new PoolEvent.Stop("SIGHUP from a terminal that is gone", Hurries: true));
                break;
            case Signal.SIGHUP or Signal.SIGUSR2:
                Happen(new PoolEvent.Reload(SignalName.Of(signal)));
                break;
            case Signal.SIGTTIN when !isFromKernel:
                Happen(new PoolEvent.Scale(Math.Min(_pool.Wanted + 1, WorkersExpression.WorkersMax), "SIGTTIN"));
                Follow("");
                break;
            case Signal.SIGTTOU when !isFromKernel:
                Happen(new PoolEvent.Scale(Math.Max(_pool.Wanted - 1, 1), "SIGTTOU"));
                Follow("");
                break;
            default:
                _workers.Forward(signal);
                break;
        }
    }

    private ClusterPrimary Primary() => new(_plan.Spec.App, _poller, this, new NodeSockets
    {
        Adopt = _sockets.Adopt,
        QueueOf = _sockets.QueueOf,
        Inherited = _sockets.Inherited,
        Chance = _chance.NextDouble,
        Main = pid => _workers!.Main(pid),
    });

    void INodeNews.Happen(Seat seat, int pid, WorkerEvent happened) =>
        Happen(new PoolEvent.ToWorker(seat, pid, happened));

    void INodeNews.Replace(PoolEvent.Replace wish) => Happen(wish);

    void INodeNews.Tell(News news) => _agent?.Tell(_news.Add(news));

    void INodeNews.Degrade(Degradation degradation) => _degraded.Add(degradation);

    private void TakeBeat(WorkerProcess worker, NotifyField field) => _guards.Hear(worker.Seat, worker.Pid, field);

    private IReadOnlyList<GuardedWorker> Guarded() =>
    [
        .. _pool.Workers.Values
            .Where(worker => worker.Pid != 0 && worker.State is WorkerState.Starting or WorkerState.Ready)
            .Select(worker => new GuardedWorker(
                worker.Seat, worker.Pid, worker.State == WorkerState.Ready, worker.ReadyAt ?? TimeSpan.Zero)),
    ];

    /// <summary>What somebody has set by hand is not undone by a quota that changes.</summary>
    private void Follow(string workers) => _guards.Follow(
        WorkersExpression.Parse(workers).Succeeded(out var expression)
            ? expression : new WorkersExpression(WorkersBase.Auto, 0, _pool.Wanted));

    private bool SignalWorkers(int signal, int? slot)
    {
        var sent = false;
        foreach (var worker in _pool.Workers.Values)
        {
            sent |= worker.Pid != 0 && (slot is null || slot == worker.Slot)
                && ProcessSignal.Send(_workers.Main(worker.Pid), signal) == 0;
        }

        return sent;
    }

    private LinkReply? Answer(LinkRequest request)
    {
        _agentAccepted = request.Accepted;
        if (request.Check is { } check)
        {
            _guards.Take(check);
        }

        if (request.Kind is LinkRequestKind.Pong or LinkRequestKind.Checked)
        {
            return null;
        }

        if (request.Kind == LinkRequestKind.Vitals)
        {
            return new LinkReply(request.Id, null, Stop: false, FlushMilliseconds: 0)
            {
                Vitals = _snapshots.Vitals(_pool, _degraded.All),
            };
        }

        var refusal = request.Command is { } command ? Take(command) : null;
        return new LinkReply(request.Id, Snapshot(), Stop: false, FlushMilliseconds: 0) { Refusal = refusal };
    }

    private Refusal? Take(Command command)
    {
        var refusal = _desk.Take(command, _pool, out var happened);
        if (refusal is null && happened is not null)
        {
            Happen(happened);
        }

        if (happened is PoolEvent.Scale && refusal is null)
        {
            Follow(command.Text);
        }

        return refusal;
    }

    private Snapshot Snapshot() =>
        _snapshots.Build(_pool, _cpu, _sockets.All, _degraded.All, MonotonicClock.Now);
}
