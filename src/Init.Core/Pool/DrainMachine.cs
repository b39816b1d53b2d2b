using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>
/// The order of an end. Constraints: whoever sent the stop signal sends SIGKILL after the termination grace; proxies go
/// on sending connections for a while; a connection that the kernel has accepted must be served; a worker that closes
/// its descriptor may end listening for all (a shutdown(2), or .NET's connect to nowhere), which resets what is queued.
/// <br/>
/// Delay: go on as before until no new connection has come for a while (bounded). <br/>
/// Empty: new connections are held off, all workers go on until the queue is empty and no request is under way
/// (bounded; shortly where the stop signal is caught, because then the program probably finishes what it has begun).
/// <br/>
/// Stop: all are told, and the sockets given up, so that who comes now is refused at once and goes elsewhere. <br/>
/// A second stop signal skips to Stop, a third one kills.
/// </summary>
internal static class DrainMachine
{
    /// <summary>The delay ends early when no connection came for this long.</summary>
    internal static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);

    /// <summary>Left of the termination grace for reaping and a last flush of telemetry.</summary>
    internal static readonly TimeSpan GraceReserve = TimeSpan.FromSeconds(3);

    /// <summary>Senders like timeout(1) signal a process and then its group: that is one stop, not two.</summary>
    internal static readonly TimeSpan SameStopWithin = TimeSpan.FromMilliseconds(500);

    /// <summary>However short the grace, workers get this long.</summary>
    private static readonly TimeSpan GraceMin = TimeSpan.FromSeconds(1);

    /// <summary>A queue or a request that is seen to be over must be seen so this often, as it may be between two.
    /// </summary>
    private const int QuietObservationsNeeded = 2;

    internal static void Stop(PoolTurn turn, PoolEvent.Stop stop)
    {
        if (turn.State.Drain is { Signals: > 0 } begun && turn.Now - begun.LastStopAt < SameStopWithin)
        {
            return;
        }

        switch (turn.State.Drain)
        {
            case null:
                turn.Add(new Effect.Say($"got {stop.What}: draining"));
                Begin(turn, DrainPhase.Delay, turn.Now + DelayMax(turn.Policy));
                Count(turn, stop);
                break;
            case { Signals: 0 } when stop.Hurries:
                turn.Add(new Effect.Say($"got {stop.What}: draining already"));
                Count(turn, stop);
                break;
            case { Signals: 1 } drain when stop.Hurries:
                var isTold = drain.Phase == DrainPhase.Stop;
                var then = isTold ? "all workers have been told to stop" : "stopping all workers now";
                turn.Add(new Effect.Say($"got {stop.What} again: {then}"));
                Count(turn, stop);
                StopAll(turn);
                break;
            case { Signals: > 1 } when stop.Hurries:
                turn.Add(new Effect.Say($"got {stop.What} once more: killing all workers"));
                KillAll(turn);
                break;
        }
    }

    private static void Count(PoolTurn turn, PoolEvent.Stop stop)
    {
        var drain = turn.State.Drain!;
        turn.State = turn.State with
        {
            Drain = drain with { Signals = drain.Signals + (stop.Hurries ? 1 : 0), LastStopAt = turn.Now },
        };
    }

    /// <summary>The app ends because it cannot be kept alive. Nothing is to be gained by a delay; but what is queued is
    /// still served if anybody serves.</summary>
    internal static void Abandon(PoolTurn turn)
    {
        Begin(turn, DrainPhase.Empty, deadline: null);
        if (turn.State.ReadyCount > 0)
        {
            BeginEmpty(turn);
        }
        else
        {
            StopAll(turn);
        }
    }

    internal static void Observe(PoolTurn turn, DrainObservation seen)
    {
        switch (turn.State.Drain)
        {
            case { Phase: DrainPhase.Delay } drain:
                ObserveDelay(turn, drain, seen);
                break;
            case { Phase: DrainPhase.Empty } drain:
                ObserveEmpty(turn, drain, seen);
                break;
            case { Phase: DrainPhase.Stop or DrainPhase.Done } or null:
                break;
        }
    }

    /// <summary>After every event: has the phase run out of time?</summary>
    internal static void Advance(PoolTurn turn)
    {
        var drain = turn.State.Drain!;
        if (drain.Deadline <= turn.Now)
        {
            switch (drain.Phase)
            {
                case DrainPhase.Delay:
                    BeginEmpty(turn);
                    break;
                case DrainPhase.Empty:
                    turn.Add(new Effect.Say(
                        "not all requests were seen to be over in time: stopping all workers nevertheless"));
                    StopAll(turn);
                    break;
                case DrainPhase.Stop or DrainPhase.Done:
                    break;
            }
        }

        if (turn.Now >= drain.KillAt)
        {
            KillAll(turn);
        }
    }

    private static void Begin(PoolTurn turn, DrainPhase phase, TimeSpan? deadline)
    {
        RollMachine.Cancel(turn);
        turn.State = turn.State with
        {
            Phase = SupervisorPhase.Draining,
            Wishes = [],
            Drain = new Drain
            {
                Phase = phase,
                StartedAt = turn.Now,
                LastStopAt = turn.Now,
                QuietSince = turn.Now,
                Deadline = deadline,
                KillAt = turn.Now + Max(turn.Policy.TerminationGrace - GraceReserve, GraceMin),
            },
        };
        turn.Tell(NewsKind.DrainStarted, "draining");

        // A successor that is not ready would only take time from those that serve.
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker is { Duty: Duty.Successor, State: WorkerState.Starting })
            {
                turn.Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Stop));
            }
        }
    }

    /// <summary>The delay must leave the workers their time within the grace.</summary>
    private static TimeSpan DelayMax(PoolPolicy policy)
    {
        var room = (policy.TerminationGrace - GraceReserve) / 2;
        return policy.DrainDelay.Max < room ? policy.DrainDelay.Max : Max(room, TimeSpan.Zero);
    }

    private static void ObserveDelay(PoolTurn turn, Drain drain, DrainObservation seen)
    {
        var quietSince = seen.NewConnections > 0 || seen.Queued > 0 ? turn.Now : drain.QuietSince;
        turn.State = turn.State with { Drain = drain with { QuietSince = quietSince } };
        if (turn.Now >= drain.StartedAt + turn.Policy.DrainDelay.Min && turn.Now - quietSince >= QuietFor)
        {
            BeginEmpty(turn);
        }
    }

    private static void ObserveEmpty(PoolTurn turn, Drain drain, DrainObservation seen)
    {
        var trusted = seen.StopIsCaught && turn.Now - drain.DelayEndedAt >= WorkerMachine.TrustAfter;
        var left = seen.Queued + (trusted ? 0 : seen.Busy);
        var quiet = left == 0 ? drain.QuietObservations + 1 : 0;
        turn.State = turn.State with { Drain = drain with { QuietObservations = quiet } };
        if (quiet >= QuietObservationsNeeded)
        {
            StopAll(turn);
        }
    }

    private static void BeginEmpty(PoolTurn turn)
    {
        var drain = turn.State.Drain!;
        var half = Max((drain.KillAt - turn.Now) / 2, TimeSpan.Zero);
        turn.State = turn.State with
        {
            Drain = drain with
            {
                Phase = DrainPhase.Empty, DelayEndedAt = turn.Now, QuietObservations = 0,
                Deadline = turn.Now + (turn.Policy.StopTimeout < half ? turn.Policy.StopTimeout : half),
            },
        };
        turn.Add(new Effect.HoldNewConnections());
    }

    private static void StopAll(PoolTurn turn)
    {
        var drain = turn.State.Drain!;
        if (drain.Phase == DrainPhase.Stop)
        {
            return;
        }

        turn.State = turn.State with
        {
            Drain = drain with
            {
                Phase = DrainPhase.Stop, Deadline = null, DelayEndedAt = drain.DelayEndedAt ?? turn.Now,
            },
        };
        turn.TellAll(new WorkerEvent(WorkerEventKind.Stop));
        turn.Add(new Effect.GiveUpSockets());
    }

    private static void KillAll(PoolTurn turn)
    {
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker.Pid != 0 && worker.State != WorkerState.Killed)
            {
                turn.Take(WorkerMachine.Kill(worker));
            }
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
