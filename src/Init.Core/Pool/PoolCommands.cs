using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>What a person or a script can want of a pool, besides a reload and an end.</summary>
internal static class PoolCommands
{
    internal static void Scale(PoolTurn turn, PoolEvent.Scale scale)
    {
        if (turn.State.Drain is not null || scale.Workers == turn.State.Wanted || scale.Workers < 1)
        {
            return;
        }

        turn.Say(NewsKind.Scaled, $"{scale.What}: {turn.State.Wanted} workers become {scale.Workers}");
        turn.State = turn.State with { Wanted = scale.Workers };
    }

    /// <summary>In place: told to stop, and started again as soon as it has ended.</summary>
    internal static void Restart(PoolTurn turn, int? slot)
    {
        if (turn.State.Drain is not null || turn.State.Paused)
        {
            return;
        }

        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker.Duty == Duty.Incumbent && (slot is null || slot == worker.Slot))
            {
                turn.Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Restart));
            }
        }
    }

    internal static void Pause(PoolTurn turn)
    {
        if (turn.State.Drain is not null || turn.State.Paused)
        {
            return;
        }

        RollMachine.Cancel(turn);
        turn.State = turn.State with { Paused = true, Wishes = [] };
        turn.Add(new Effect.Say("stopping all workers by command: pm1 start starts them again"));
        turn.TellAll(new WorkerEvent(WorkerEventKind.Stop));
    }

    /// <summary>Also who has finished for good.</summary>
    internal static void Resume(PoolTurn turn)
    {
        if (turn.State.Drain is not null)
        {
            return;
        }

        turn.State = turn.State with { Paused = false };
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker is { Duty: Duty.Incumbent, State: WorkerState.Stopped })
            {
                turn.Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Start));
            }
            else if (worker is { Duty: Duty.Incumbent, State: WorkerState.Stopping or WorkerState.Killed, StopReason: null })
            {
                // The pause has only just begun: it ends first.
                turn.Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Restart));
            }
        }
    }
}
