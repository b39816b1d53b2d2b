using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>The pool as one pure function. Workers answer for themselves (<see cref="WorkerMachine"/>), a drain for the
/// order of their end (<see cref="DrainMachine"/>); what is here is what only the whole can know.</summary>
public static class PoolMachine
{
    /// <summary>Starts every slot.</summary>
    public static PoolStep Begin(PoolState state, PoolPolicy policy, TimeSpan now)
    {
        var turn = new PoolTurn(state, policy, now, chance: 0);
        foreach (var worker in state.Workers)
        {
            turn.Tell(worker.Slot, new WorkerEvent(WorkerEventKind.Start));
        }

        return turn.Step;
    }

    /// <param name="chance">0 to 1, for the backoff.</param>
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
                turn.TellIfSame(worker.Slot, worker.Pid, worker.Happened);
                break;
            case PoolEvent.Tick:
                turn.TellAll(new WorkerEvent(WorkerEventKind.Tick));
                break;
            case PoolEvent.Stop stop:
                DrainMachine.Stop(turn, stop);
                break;
            case PoolEvent.Reload or PoolEvent.Scale or PoolEvent.Replace or PoolEvent.Restart or PoolEvent.Pause
                or PoolEvent.Resume:
                break;
            case PoolEvent.Observed observed:
                DrainMachine.Observe(turn, observed.Seen);
                break;
        }

        Settle(turn);
        return turn.Step;
    }

    /// <summary>What follows from the workers' states alone.</summary>
    private static void Settle(PoolTurn turn)
    {
        if (turn.State.Drain is null && !turn.State.Started && turn.State.Workers.All(IsUp))
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
        }

        if (turn.State.Workers.All(worker => worker.State == WorkerState.Stopped))
        {
            End(turn);
        }
    }

    /// <summary>A worker that has done its work will never be ready again, and nothing is missing without it.</summary>
    private static bool IsUp(Worker worker) => worker.State == WorkerState.Ready || worker.IsDone;

    private static void SayStarted(PoolTurn turn)
    {
        var (ready, wanted) = (turn.State.ReadyCount, turn.Policy.Workers);
        if (ready > 0)
        {
            turn.Add(new Effect.Say(
                ready == wanted ? $"all {wanted} workers are ready"
                    : $"{ready} of {wanted} workers are ready, the others have finished"));
        }
    }

    private static void End(PoolTurn turn)
    {
        var drain = turn.State.Drain;
        var code = turn.State.ExitCode ?? (drain is { Forced: > 0 } ? ExitCodes.Forced : ExitCodes.Clean);
        turn.State = turn.State with
        {
            Phase = SupervisorPhase.Stopped,
            ExitCode = code,
            Drain = drain is null ? null : drain with { Phase = DrainPhase.Done, EndedAt = turn.Now, Deadline = null },
        };
        turn.Add(new Effect.End(code));
    }
}
