using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Clock;
using Init.Linux.Polling;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Agents;
using Init.Runtime.Doors;
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
internal sealed class Supervisor : IDisposable
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

    private PoolState _pool;
    private TimeSpan? _observeAt;
    private TimeSpan? _endAt;
    private long _agentAccepted;
    private bool _agentMayStart;

    internal Supervisor(SupervisorPlan plan, SignalState born, SupervisorSignals signals)
    {
        _plan = plan;
        _signals = signals;
        _pool = PoolState.Of(plan.Policy.Workers);
        _snapshots = new SnapshotBuilder(plan.Spec.App, plan.Cpu, plan.Version, MonotonicClock.Now);
        _drainWatch = new DrainWatch(plan.Policy.StopSignal);
        _sockets = new SocketSet(plan.Spec.App, _poller, _degraded, Happen);
        _workers = new WorkerTable(plan, born, _poller, _sockets, Happen);
        _doors = DoorSet.Open(plan.Spec, plan.ControlSocketPaths, _degraded);
        _agent = _doors.Agent is { } doors ? new AgentKeeper(_poller, doors, plan.Files, Answer) : null;
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

        _signals.Register(_poller, TakeSignal, _workers.Forward);
        Carry(PoolMachine.Begin(_pool, _plan.Policy, MonotonicClock.Now));

        // After the workers: their start is what everybody waits for, and probes may queue meanwhile.
        _agent?.StartSoon(AgentKeeper.StartDelayMax);
        while (!IsOver)
        {
            _poller.Wait(Timeout());
            TakeTime();
        }

        _doors.Close();
        return _pool.ExitCode ?? ExitCodes.Internal;
    }

    public void Dispose()
    {
        _agent?.Dispose();
        _workers.Dispose();
        _sockets.Dispose();
        _poller.Dispose();
    }

    private bool IsOver =>
        _pool.Phase == SupervisorPhase.Stopped && (_agent is null or { Pid: 0 } || MonotonicClock.Now >= _endAt);

    private void Happen(PoolEvent happened) => Carry(
        PoolMachine.Next(_pool, happened, _plan.Policy, MonotonicClock.Now, _chance.NextDouble()));

    private void Carry(PoolStep step)
    {
        _pool = step.State;
        foreach (var effect in step.Effects)
        {
            Perform(effect);
        }

        if (_pool.Started && !_agentMayStart)
        {
            _agentMayStart = true;
            _agent?.StartNow();
        }
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Launch launch:
                _workers.Launch(launch.Slot);
                break;
            case Effect.SendSignal send:
                _ = ProcessSignal.Send(send.Pid, send.Signal);
                break;
            case Effect.Kill kill:
                // The worker itself, too: it may have left its group.
                _ = ProcessSignal.SendToGroup(kill.Pid, Signal.SIGKILL);
                _ = ProcessSignal.Send(kill.Pid, Signal.SIGKILL);
                break;
            case Effect.Say say when say.Hint.Length > 0:
                Stderr.Error(say.Message, say.Hint);
                break;
            case Effect.Say say:
                Stderr.Line(say.Message);
                break;
            case Effect.HoldNewConnections:
                _sockets.HoldNewConnections();
                break;
            case Effect.GiveUpSockets:
                _sockets.GiveUp();
                break;
            case Effect.End end:
                BeginEnd(end.Code);
                break;
            case Effect.CountRestart or Effect.GiveUp or Effect.Finished or Effect.Forced:
                // The pool has taken these in itself.
                break;
        }
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

    private TimeSpan? Timeout()
    {
        var next = new[] { _pool.NextDeadline, _agent?.Deadline, _observeAt, _endAt }.Min();
        return next is { } deadline ? deadline - MonotonicClock.Now : null;
    }

    private void TakeTime()
    {
        var now = MonotonicClock.Now;
        if (_pool.NextDeadline <= now)
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
    }

    private void TakeSignal(int signal)
    {
        if (signal == Signal.SIGCHLD)
        {
            ReapAll();
        }
        else
        {
            Happen(new PoolEvent.Stop(SignalName.Of(signal), Hurries: true));
        }
    }

    /// <summary>Every ended child, because one SIGCHLD may stand for many. What is left of a worker's group is
    /// signalled while the dead leader still keeps the group's number from being used again.</summary>
    private void ReapAll()
    {
        while (Children.TryPeekEnded(out var pid, out var status))
        {
            var worker = _workers.Find(pid);
            if (worker is not null)
            {
                WorkerTable.SweepGroup(worker, _pool.Workers[worker.Slot].State);
            }

            Children.Reap(pid);
            if (worker is not null)
            {
                _workers.Ended(worker, status);
            }
            else if (pid == _agent?.Pid)
            {
                _agent.Exited(status);
            }
        }
    }

    private LinkReply? Answer(LinkRequest request)
    {
        _agentAccepted = request.Accepted;
        if (request.Kind == LinkRequestKind.Pong)
        {
            return null;
        }

        if (request.Command is { Verb: CommandVerb.Drain })
        {
            Happen(new PoolEvent.Stop("a drain command", Hurries: false));
        }

        return new LinkReply(request.Id, Snapshot(), Stop: false, FlushMilliseconds: 0);
    }

    private Snapshot Snapshot() => _snapshots.Build(_pool, _sockets.All, _degraded.All, MonotonicClock.Now);
}
