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

        // Counted anew only when it has changed: all workers for all slots would be a long pause in a large pool.
        var surplus = turn.Surplus;
        foreach (var slot in roll.Pending)
        {
            if (slot >= turn.State.Wanted || turn.State.Incumbent(slot) is not { IsDone: false } incumbent)
            {
                Forget(turn, slot);
            }
            else if (!watching && surplus < turn.Surge && !AwaitsCanaries(turn)
                && turn.State.Successor(slot) is null && Succession.StartSuccessor(turn, incumbent, roll.Generation))
            {
                surplus = turn.Surplus;
                turn.State = turn.State with
                {
                    Roll = turn.State.Roll! with { Pending = turn.State.Roll.Pending.Remove(slot) },
                };
            }
        }

        EndIfDone(turn);
    }

    /// <summary>A successor has taken over.</summary>
    internal static void Promoted(PoolTurn turn, Worker worker)
    {
        if (turn.State.Roll is not { IsRunning: true } roll || roll.Generation != worker.Generation)
        {
            return;
        }

        var replaced = roll.Replaced + 1;
        var isLastCanary = turn.Policy.ReloadCanary is { } canary && replaced == canary.Portion.Of(roll.Slots)
            && replaced < roll.Slots;
        turn.State = turn.State with
        {
            Roll = roll with
            {
                Replaced = replaced, WatchedUntil = isLastCanary ? turn.Now + turn.Policy.ReloadCanary!.For : null,
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
        }
    }

    /// <summary>The canaries have been started and are not all watched yet.</summary>
    private static bool AwaitsCanaries(PoolTurn turn)
    {
        var roll = turn.State.Roll!;
        return turn.Policy.ReloadCanary is { } canary && canary.Portion.Of(roll.Slots) is var canaries
            && roll.Replaced < canaries && roll.Slots - roll.Pending.Count >= canaries;
    }

    private static Worker? FailedCanary(PoolTurn turn) => turn.State.Workers.Values.FirstOrDefault(
        worker => worker is { Duty: Duty.Incumbent, State: WorkerState.Backoff }
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
