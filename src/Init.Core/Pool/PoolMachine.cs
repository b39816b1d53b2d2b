using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>The pool as one pure function. Workers answer for themselves (<see cref="WorkerMachine"/>), a drain for the
/// order of their end (<see cref="DrainMachine"/>), a reload for who is next (<see cref="RollMachine"/>), the succession
/// in a slot for itself (<see cref="Succession"/>); what is here is what only the whole can know.</summary>
public static class PoolMachine
{
    /// <summary>Starts every slot.</summary>
    public static PoolStep Begin(PoolState state, PoolPolicy policy, TimeSpan now)
    {
        var turn = new PoolTurn(state, policy, now, chance: 0);
        Succession.FillSlots(turn);
        return turn.Step;
    }

    /// <param name="chance">0 to 1, for the backoff and the length of a life.</param>
    public static PoolStep Next(PoolState state, PoolEvent happened, PoolPolicy policy, TimeSpan now, double chance)
    {
        if (state.Phase == SupervisorPhase.Stopped)
        {
            // The agent may still be flushing; a signal that comes now must not begin a second end.
            return new(state, []);
        }

        var turn = new PoolTurn(state, policy, now, chance);
        switch (happened)
        {
            case PoolEvent.ToWorker worker:
                turn.TellIfSame(worker.Seat, worker.Pid, worker.Happened);
                break;
            case PoolEvent.Tick:
                turn.TellAll(new WorkerEvent(WorkerEventKind.Tick));
                break;
            case PoolEvent.Stop stop:
                DrainMachine.Stop(turn, stop);
                break;
            case PoolEvent.Observed observed:
                DrainMachine.Observe(turn, observed.Seen);
                break;
            case PoolEvent.Reload reload:
                RollMachine.Begin(turn, reload.What);
                break;
            case PoolEvent.Scale scale:
                PoolCommands.Scale(turn, scale);
                break;
            case PoolEvent.Replace replace:
                Succession.Wish(turn, replace);
                break;
            case PoolEvent.Restart restart:
                PoolCommands.Restart(turn, restart.Slot);
                break;
            case PoolEvent.Pause:
                PoolCommands.Pause(turn);
                break;
            case PoolEvent.Resume:
                PoolCommands.Resume(turn);
                break;
        }

        Settle(turn);
        return turn.Step;
    }

    /// <summary>What follows from the workers' states alone.</summary>
    private static void Settle(PoolTurn turn)
    {
        if (turn.State.Drain is null)
        {
            Succession.Settle(turn);
        }

        turn.LeaveFreeSeats();
        if (turn.State is { Drain: null, Started: false, Paused: false } && IsUp(turn.State))
        {
            turn.State = turn.State with { Started = true };
            SayStarted(turn);
        }

        if (turn.State is { Started: true, Phase: SupervisorPhase.Starting })
        {
            turn.State = turn.State with { Phase = SupervisorPhase.Running };
        }

        if (turn.State.Drain is not null)
        {
            turn.RetireWhoHasNoProcess();
            DrainMachine.Advance(turn);
            turn.LeaveFreeSeats();
        }

        var isOver = turn.State.Workers.Values.All(worker => worker.State == WorkerState.Stopped);
        if (isOver && (turn.State.Drain is not null || !turn.State.Paused))
        {
            End(turn);
        }
    }

    /// <summary>A worker that has done its work will never be ready again, and nothing is missing without it.</summary>
    private static bool IsUp(PoolState state)
    {
        for (var slot = 0; slot < state.Wanted; slot++)
        {
            if (state.Incumbent(slot) is not { } worker || !(worker.State == WorkerState.Ready || worker.IsDone))
            {
                return false;
            }
        }

        return true;
    }

    private static void SayStarted(PoolTurn turn)
    {
        var (ready, wanted) = (turn.State.ReadyCount, turn.State.Wanted);
        if (ready > 0)
        {
            turn.Add(new Effect.Say(
                ready == wanted ? $"all {wanted} workers are ready"
                    : $"{ready} of {wanted} workers are ready, the others have finished"));
        }
    }

    private static void End(PoolTurn turn)
    {
        RollMachine.Cancel(turn);
        var drain = turn.State.Drain;
        var code = turn.State.ExitCode ?? (drain is { Forced: > 0 } ? ExitCodes.Forced : ExitCodes.Clean);
        turn.State = turn.State with
        {
            Phase = SupervisorPhase.Stopped,
            ExitCode = code,
            Drain = drain is null ? null : drain with { Phase = DrainPhase.Done, EndedAt = turn.Now, Deadline = null },
        };
        turn.Tell(NewsKind.Ended, $"ends with code {code}");
        turn.Add(new Effect.End(code));
    }
}
