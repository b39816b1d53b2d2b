using System.Collections.Immutable;
using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>
/// A reload, slot by slot in their order. Defined here: a reload during a reload takes over, with every slot to be
/// replaced anew, because what is on disk now is what is wanted; a scale during a reload changes which slots it is
/// about; a drain or a pause ends it; a new worker that fails ends it, and the old ones go on.
/// </summary>
internal static class RollMachine
{
    internal static void Begin(PoolTurn turn, string what)
    {
        var state = turn.State;
        if (state.Drain is not null || state.Paused)
        {
            turn.Add(new Effect.Say(
                $"got {what}: nothing to reload, as the app {(state.Paused ? "is stopped" : "is draining")}"));
            return;
        }

        if (state.Roll is { IsRunning: true })
        {
            End(turn, ReloadOutcome.Superseded, "");
            turn.Tell(NewsKind.ReloadCancelled, "a later reload takes over");
        }

        var slots = Enumerable.Range(0, state.Wanted)
            .Where(slot => turn.State.Incumbent(slot) is { IsDone: false }).ToImmutableSortedSet();
        turn.State = turn.State with
        {
            Generation = state.Generation + 1,
            Roll = new Roll
            {
                Generation = state.Generation + 1, Pending = slots, Slots = slots.Count, StartedAt = turn.Now,
            },
        };
        turn.Say(NewsKind.ReloadStarted, $"got {what}: reloading {slots.Count} workers, generation {state.Generation + 1}");
    }

    internal static void Advance(PoolTurn turn)
    {
        if (turn.State.Roll is not { IsRunning: true } roll)
        {
            return;
        }

        if (roll.WatchedUntil is not null && FailedCanary(turn) is { } failed)
        {
            Fail(turn, $"worker {failed.Slot} {failed.LastExit} while it was watched", "", pid: 0);
            return;
        }

        var watching = roll.WatchedUntil > turn.Now;
        if (!watching && roll.WatchedUntil is not null)
        {
            turn.State = turn.State with { Roll = roll with { WatchedUntil = null } };
        }

        foreach (var slot in roll.Pending.Where(slot => IsOver(turn, slot)))
        {
            Forget(turn, slot);
        }

        StartNext(turn, watching ? 0 : turn.Surge - turn.Surplus);
        EndIfDone(turn);
    }

    /// <summary>In the order of the slots.</summary>
    /// <param name="room">So many at most.</param>
    private static void StartNext(PoolTurn turn, int room)
    {
        foreach (var slot in turn.State.Roll!.Pending)
        {
            if (room <= 0 || AwaitsCanaries(turn))
            {
                return;
            }

            if (turn.State.Successor(slot) is null && turn.State.Incumbent(slot) is { } incumbent
                && Succession.StartSuccessor(turn, incumbent, turn.State.Roll!.Generation))
            {
                room--;
                turn.State = turn.State with
                {
                    Roll = turn.State.Roll! with { Pending = turn.State.Roll!.Pending.Remove(slot) },
                };
            }
        }
    }

    private static bool IsOver(PoolTurn turn, int slot) =>
        slot >= turn.State.Wanted || turn.State.Incumbent(slot) is not { IsDone: false };

    /// <summary>A successor has taken over.</summary>
    internal static void Promoted(PoolTurn turn, Worker worker)
    {
        if (turn.State.Roll is not { IsRunning: true } roll || roll.Generation != worker.Generation)
        {
            return;
        }

        var replaced = roll.Replaced + 1;
        var begins = turn.Policy.ReloadCanary is { } canary && !roll.HasCanaries && replaced < roll.Slots
            && replaced >= canary.Portion.Of(roll.Slots);
        turn.State = turn.State with
        {
            Roll = roll with
            {
                Replaced = replaced, HasCanaries = roll.HasCanaries || begins,
                WatchedUntil = begins ? turn.Now + turn.Policy.ReloadCanary!.For : roll.WatchedUntil,
            },
        };
        turn.Add(new Effect.Tell(new News(NewsKind.ReloadProgress, $"{replaced} of {roll.Slots} workers are new")
        {
            Slot = worker.Slot, Pid = worker.Pid, Generation = worker.Generation,
        }));
    }

    internal static void Fail(PoolTurn turn, string why, string hint, int pid)
    {
        var roll = turn.State.Roll!;
        End(turn, ReloadOutcome.Failed, why, pid);
        var kept = roll.Replaced == 0 ? "the old workers go on"
            : $"{roll.Replaced} of {roll.Slots} workers are new, the other old ones go on";
        turn.Say(NewsKind.ReloadFailed, $"reload to generation {roll.Generation} failed: {why}: {kept}", hint);
    }

    /// <summary>The app is about to stop.</summary>
    internal static void Cancel(PoolTurn turn)
    {
        if (turn.State.Roll is { IsRunning: true })
        {
            End(turn, ReloadOutcome.Cancelled, "");
            turn.Tell(NewsKind.ReloadCancelled, "the app is being stopped: its reload ends");
        }
    }

    /// <summary>As many have been started as there are to be canaries, and they have not all taken over. One whose slot
    /// is not wanted any more never will.</summary>
    private static bool AwaitsCanaries(PoolTurn turn)
    {
        var roll = turn.State.Roll!;
        var started = turn.State.Workers.Values.Count(
            worker => worker.Duty == Duty.Successor && worker.Generation == roll.Generation);
        return turn.Policy.ReloadCanary is { } canary && !roll.HasCanaries && started > 0
            && roll.Replaced + started >= canary.Portion.Of(roll.Slots);
    }

    private static Worker? FailedCanary(PoolTurn turn) => turn.State.Workers.Values.FirstOrDefault(
        worker => worker is { Duty: Duty.Incumbent, State: WorkerState.Backoff or WorkerState.Stopped, IsDone: false }
            && worker.Generation == turn.State.Roll!.Generation);

    private static void Forget(PoolTurn turn, int slot)
    {
        var roll = turn.State.Roll!;
        turn.State = turn.State with
        {
            Roll = roll with { Pending = roll.Pending.Remove(slot), Slots = roll.Slots - 1 },
        };
    }

    /// <summary>The old generation is gone, not only replaced: whoever asked for the reload may rely on it.</summary>
    private static void EndIfDone(PoolTurn turn)
    {
        var roll = turn.State.Roll!;
        if (roll.Pending.Count == 0 && !(roll.WatchedUntil > turn.Now)
            && turn.State.Workers.Values.All(worker => worker.Duty == Duty.Incumbent))
        {
            End(turn, ReloadOutcome.Done, "");
            turn.Say(
                NewsKind.ReloadDone,
                $"reloaded {roll.Replaced} workers in {(turn.Now - roll.StartedAt).TotalSeconds:0.0}s, generation "
                + $"{roll.Generation}");
        }
    }

    private static void End(PoolTurn turn, ReloadOutcome outcome, string why, int pid = 0)
    {
        var roll = turn.State.Roll!;
        turn.State = turn.State with
        {
            Roll = roll with
            {
                Outcome = outcome, EndedAt = turn.Now, Why = why, FailedPid = pid, WatchedUntil = null,
                Pending = [],
            },
            Reloads = turn.State.Reloads.SetItem(outcome, turn.State.Reloads.GetValueOrDefault(outcome) + 1),
        };
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker.Duty == Duty.Successor && worker.Generation == roll.Generation)
            {
                Succession.Dismiss(turn, worker);
            }
        }
    }
}
