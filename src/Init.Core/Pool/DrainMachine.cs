using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>
/// The order of an end. Constraints: whoever sent the stop signal sends SIGKILL after the termination grace; proxies go on
/// sending connections for a while; a connection that the kernel has accepted must be served. Scheme: <br/>
/// Delay: go on as before until no new connection has come for a while (bounded). <br/>
/// Stop: where the workers catch the stop signal, all but one are told to stop, and that one goes on accepting; where
/// they do not (they die of it at once), new connections are held off and nobody is told before no request is under way.
/// <br/>
/// Last: new connections are held off; when the queue is empty, the last worker is told to stop. <br/>
/// Every phase ends by its deadline too. A second stop signal skips to the stop, a third kills.
/// </summary>
internal static class DrainMachine
{
    /// <summary>The delay ends early when no connection came for this long.</summary>
    internal static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);

    /// <summary>Left of the termination grace for reaping and a last flush of telemetry.</summary>
    internal static readonly TimeSpan GraceReserve = TimeSpan.FromSeconds(3);

    /// <summary>However short the grace, workers get this long.</summary>
    private static readonly TimeSpan GraceMin = TimeSpan.FromSeconds(1);

    /// <summary>A queue or a request that is seen to be over must be seen so this often, as it may be between two.
    /// </summary>
    private const int QuietObservationsNeeded = 2;

    internal static void Stop(PoolTurn turn, PoolEvent.Stop stop)
    {
        switch (turn.State.Drain)
        {
            case null:
                turn.Add(new Effect.Say($"got {stop.What}: draining"));
                Begin(turn);
                break;
            case { Hurried: false } drain when stop.Hurries:
                turn.Add(new Effect.Say($"got {stop.What} again: stopping all workers now"));
                turn.State = turn.State with { Drain = drain with { Hurried = true } };
                StopAll(turn);
                break;
            case { Hurried: true } when stop.Hurries:
                turn.Add(new Effect.Say($"got {stop.What} once more: killing all workers"));
                KillAll(turn);
                break;
        }
    }

    /// <summary>The app ends because it cannot be kept alive: nothing to be gained by waiting.</summary>
    internal static void Abandon(PoolTurn turn)
    {
        if (turn.State.Drain is null)
        {
            Start(turn, DrainPhase.Stop);
        }

        StopAll(turn);
    }

    internal static void Observe(PoolTurn turn, DrainObservation seen)
    {
        if (turn.State.Drain is not { } drain)
        {
            return;
        }

        var quietSince = seen.NewConnections > 0 || seen.Queued > 0 ? turn.Now : drain.QuietSince;
        turn.State = turn.State with { Drain = drain with { QuietSince = quietSince } };
        switch (drain.Phase)
        {
            case DrainPhase.Delay:
                var quiet = turn.Now >= drain.StartedAt + turn.Policy.DrainDelay.Min && turn.Now - quietSince >= QuietFor;
                if (drain.DelayIsOver || quiet)
                {
                    EndDelay(turn, seen.StopIsCaught);
                }

                break;
            case DrainPhase.Stop when !drain.Holding:
                break;
            case DrainPhase.Stop or DrainPhase.Last:
                CountQuiet(turn, drain.Phase == DrainPhase.Last ? seen.Queued : seen.Queued + seen.Busy);
                break;
            case DrainPhase.Done:
                break;
        }
    }

    /// <summary>After every event: has the phase run out of time, or of workers?</summary>
    internal static void Advance(PoolTurn turn)
    {
        var drain = turn.State.Drain!;
        switch (drain.Phase)
        {
            case DrainPhase.Delay when turn.Now >= drain.Deadline:
                turn.State = turn.State with { Drain = drain with { DelayIsOver = true, Deadline = null } };
                break;
            case DrainPhase.Stop when drain.Holding && turn.Now >= drain.Deadline:
                StopAll(turn);
                break;
            case DrainPhase.Stop when !drain.Holding && OnlyLastIsLeft(turn.State):
                BeginLast(turn);
                break;
            case DrainPhase.Last when turn.Now >= drain.Deadline:
                StopAll(turn);
                break;
            case DrainPhase.Delay or DrainPhase.Stop or DrainPhase.Last or DrainPhase.Done:
                break;
        }

        KillWhatIsLate(turn);
    }

    private static void Begin(PoolTurn turn)
    {
        Start(turn, DrainPhase.Delay);
        var drain = turn.State.Drain!;
        turn.State = turn.State with { Drain = drain with { Deadline = drain.StartedAt + DelayMax(turn.Policy) } };
    }

    private static void Start(PoolTurn turn, DrainPhase phase) => turn.State = turn.State with
    {
        Phase = SupervisorPhase.Draining,
        Drain = new Drain
        {
            Phase = phase, StartedAt = turn.Now, QuietSince = turn.Now,
            KillAt = turn.Now + Max(turn.Policy.TerminationGrace - GraceReserve, GraceMin),
        },
    };

    /// <summary>The delay must leave the workers their time within the grace.</summary>
    private static TimeSpan DelayMax(PoolPolicy policy)
    {
        var room = policy.TerminationGrace - GraceReserve;
        return policy.DrainDelay.Max < room ? policy.DrainDelay.Max : Max(room, TimeSpan.Zero);
    }

    private static void EndDelay(PoolTurn turn, bool caught)
    {
        var drain = turn.State.Drain!;
        turn.State = turn.State with
        {
            Drain = drain with { Phase = DrainPhase.Stop, DelayEndedAt = turn.Now, Deadline = null },
        };
        if (caught)
        {
            StopAllButLast(turn);
        }
        else
        {
            Hold(turn, drain.KillAt - Min(turn.Policy.StopTimeout, HalfOfWhatIsLeft(turn)));
        }
    }

    private static void StopAllButLast(PoolTurn turn)
    {
        var last = turn.State.Workers.FirstOrDefault(worker => worker.State == WorkerState.Ready)?.Slot ?? -1;
        foreach (var worker in turn.State.Workers)
        {
            if (worker.Slot != last)
            {
                turn.Tell(worker.Slot, new WorkerEvent(WorkerEventKind.Stop));
            }
        }
    }

    private static void BeginLast(PoolTurn turn)
    {
        turn.State = turn.State with { Drain = turn.State.Drain! with { Phase = DrainPhase.Last } };
        Hold(turn, turn.Now + Min(turn.Policy.StopTimeout, HalfOfWhatIsLeft(turn)));
    }

    private static void Hold(PoolTurn turn, TimeSpan deadline)
    {
        turn.State = turn.State with
        {
            Drain = turn.State.Drain! with { Holding = true, QuietObservations = 0, Deadline = deadline },
        };
        turn.Add(new Effect.HoldNewConnections());
    }

    private static void CountQuiet(PoolTurn turn, long left)
    {
        var drain = turn.State.Drain!;
        var quiet = left == 0 ? drain.QuietObservations + 1 : 0;
        turn.State = turn.State with { Drain = drain with { QuietObservations = quiet } };
        if (quiet >= QuietObservationsNeeded)
        {
            StopAll(turn);
        }
    }

    private static void StopAll(PoolTurn turn)
    {
        var drain = turn.State.Drain!;
        turn.State = turn.State with
        {
            Drain = drain with
            {
                Phase = DrainPhase.Last, Deadline = null, Holding = true, DelayEndedAt = drain.DelayEndedAt ?? turn.Now,
            },
        };
        if (!drain.Holding)
        {
            turn.Add(new Effect.HoldNewConnections());
        }

        turn.TellAll(new WorkerEvent(WorkerEventKind.Stop));
    }

    private static void KillAll(PoolTurn turn)
    {
        foreach (var worker in turn.State.Workers)
        {
            if (worker.Pid != 0 && worker.State != WorkerState.Killed)
            {
                turn.Take(WorkerMachine.Kill(worker));
            }
        }
    }

    private static void KillWhatIsLate(PoolTurn turn)
    {
        if (turn.Now >= turn.State.Drain!.KillAt)
        {
            KillAll(turn);
        }
    }

    private static TimeSpan HalfOfWhatIsLeft(PoolTurn turn) => Max((turn.State.Drain!.KillAt - turn.Now) / 2, TimeSpan.Zero);

    private static bool OnlyLastIsLeft(PoolState state) =>
        state.Workers.All(worker => worker.State is WorkerState.Stopped or WorkerState.Ready);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
