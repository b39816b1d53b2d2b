using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>
/// Who follows whom in a slot. Constraints: the new worker is ready before the old one is told anything; never more than
/// the surge beyond the wanted number; a worker that serves is retired only in favour of one that does. Scheme: a
/// successor is started in the slot's other seat; once it is proven it becomes the incumbent and the old one a retiree;
/// retirees of one side at a time run out of requests, because new connections then go to the other side's queue
/// (<see cref="Weights"/>), and are stopped.
/// </summary>
internal static class Succession
{
    /// <summary>More wishes than this wait for nobody: whoever wished will wish again.</summary>
    private const int WishesMax = 1000;

    /// <summary>Every wanted slot has an incumbent, no other has.</summary>
    internal static void FillSlots(PoolTurn turn)
    {
        for (var slot = 0; slot < turn.State.Wanted; slot++)
        {
            if (turn.State.Incumbent(slot) is null && FreeSeat(turn.State, slot) is { } seat)
            {
                turn.Set(new Worker { Seat = seat, Generation = turn.State.Generation });
                turn.Tell(seat, new WorkerEvent(WorkerEventKind.Start));
            }
        }
    }

    internal static void Settle(PoolTurn turn)
    {
        RetireUnwanted(turn);
        Promote(turn);
        turn.LeaveFreeSeats();
        if (!turn.State.Paused)
        {
            FillSlots(turn);
            RollMachine.Advance(turn);
            TakeWishes(turn);
        }

        Retire(turn);
    }

    /// <summary>A guard wants somebody replaced. One that took the place of another for a guard's sake and is no better is
    /// left alone for a while, doubled each time: replacing it again and again would help nobody, and a guard asks
    /// again.</summary>
    internal static void Wish(PoolTurn turn, PoolEvent.Replace replace)
    {
        var state = turn.State;
        if (state.Drain is not null || state.Paused || state.Wishes.Count >= WishesMax
            || state.Wishes.Any(wish => wish.Pid == replace.Pid)
            || state.Workers.GetValueOrDefault(replace.Seat) is not { Duty: Duty.Incumbent } worker
            || worker.Pid != replace.Pid || worker.Pid == 0 || state.Successor(worker.Slot) is not null
            || (worker.Failures > 0 && worker.ReadyAt + Backoff.Next(worker.Failures, chance: 0) > turn.Now))
        {
            return;
        }

        var message = $"worker {worker.Slot} (pid {worker.Pid}) {replace.Why}: replacing it";
        turn.Add(new Effect.Say(message));
        turn.Add(new Effect.Tell(new News(NewsKind.Replacing, message)
        {
            Slot = worker.Slot, Pid = worker.Pid, Generation = worker.Generation, Reason = replace.Reason,
        }));
        turn.State = state with
        {
            Wishes = state.Wishes.Add(new Wish(replace.Seat, replace.Pid, replace.Reason, replace.Hangs)),
        };
    }

    internal static void Expired(PoolTurn turn, Effect.Expired expired) => Wish(
        turn, new PoolEvent.Replace(expired.Seat, expired.Pid, RestartReason.Lifetime, "has lived as long as it may"));

    /// <summary>A successor will not take over: the incumbent stays.</summary>
    internal static void Lost(PoolTurn turn, Effect.Lost lost)
    {
        if (turn.State.Drain is not null)
        {
            return;
        }

        if (turn.State.Roll is { IsRunning: true } roll
            && turn.State.Workers.GetValueOrDefault(lost.Seat)?.Generation == roll.Generation)
        {
            RollMachine.Fail(turn, $"{Motion.Who(lost.Seat.Slot, lost.Pid)} {lost.Why}", lost.Hint, lost.Pid);
            return;
        }

        turn.State = turn.State with { Wishes = turn.State.Wishes.RemoveAll(wish => wish.Seat.Slot == lost.Seat.Slot) };
        turn.Add(new Effect.Say(
            $"the successor of {Motion.Who(lost.Seat.Slot, lost.Pid)} {lost.Why}: the old one goes on", lost.Hint));
    }

    /// <summary>Where neither seat is free, the slot waits for one.</summary>
    internal static bool StartSuccessor(PoolTurn turn, Worker incumbent, int generation)
    {
        var seat = incumbent.Seat.Other();
        if (turn.State.Workers.ContainsKey(seat))
        {
            return false;
        }

        turn.Set(new Worker { Seat = seat, Duty = Duty.Successor, Generation = generation });
        turn.Tell(seat, new WorkerEvent(WorkerEventKind.Start));
        return true;
    }

    /// <summary>Nothing is lost with one that never served, so it need not wait for its turn.</summary>
    internal static void Dismiss(PoolTurn turn, Worker worker)
    {
        turn.Set(worker with { Duty = Duty.Retiree });
        if (worker.State is not (WorkerState.Ready or WorkerState.Draining))
        {
            turn.Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Stop));
        }
    }

    private static Seat? FreeSeat(PoolState state, int slot)
    {
        // A successor without an incumbent to wait for is about to be made one.
        if (state.Successor(slot) is not null)
        {
            return null;
        }

        // With the others: in normal life there is one queue for all.
        var second = state.Workers.Values.Count(worker => worker is { Duty: Duty.Incumbent, Seat.Side: 1 });
        var seat = new Seat(slot, second * Seat.Sides > state.Workers.Count ? 1 : 0);
        return !state.Workers.ContainsKey(seat) ? seat
            : !state.Workers.ContainsKey(seat.Other()) ? seat.Other()
            : null;
    }

    private static void RetireUnwanted(PoolTurn turn)
    {
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker.Slot >= turn.State.Wanted && worker.Duty != Duty.Retiree)
            {
                Dismiss(turn, worker);
            }
        }
    }

    /// <summary>A proven successor becomes the incumbent, and the slot's history goes on with it.</summary>
    private static void Promote(PoolTurn turn)
    {
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker is not { Duty: Duty.Successor, State: WorkerState.Ready } || worker.ProvenAt > turn.Now)
            {
                continue;
            }

            var old = turn.State.Incumbent(worker.Slot);
            var wish = turn.State.Wishes.Find(wish => wish.Seat.Slot == worker.Slot);
            turn.Set(worker with
            {
                Duty = Duty.Incumbent, ProvenAt = null,
                Restarts = (old?.Restarts ?? 0) + (wish is null ? 0 : 1), LastExit = old?.LastExit ?? "",
                Failures = wish is null || old is null ? 0 : Unwell(old, turn),
                FailedAt = old?.FailedAt ?? [], Waited = old?.Waited ?? TimeSpan.Zero,
            });
            if (wish is not null)
            {
                turn.Count(wish.Reason);
                turn.State = turn.State with { Wishes = turn.State.Wishes.Remove(wish) };
            }

            if (old is not null)
            {
                Dismiss(turn, old);
                if (wish is { Hangs: true } && wish.Pid == old.Pid)
                {
                    turn.Tell(old.Seat, new WorkerEvent(WorkerEventKind.Stop));
                }
            }

            RollMachine.Promoted(turn, worker);
        }
    }

    /// <summary>In a row.</summary>
    private static int Unwell(Worker old, PoolTurn turn) =>
        (turn.Now - old.ReadyAt >= turn.Policy.MinUptime ? 0 : old.Failures) + 1;

    private static void TakeWishes(PoolTurn turn)
    {
        if (turn.State.Wishes.Count == 0)
        {
            return;
        }

        var room = turn.Surge - turn.Surplus;
        foreach (var wish in turn.State.Wishes)
        {
            if (turn.State.Workers.GetValueOrDefault(wish.Seat) is not { Duty: Duty.Incumbent } worker
                || worker.Pid != wish.Pid)
            {
                turn.State = turn.State with { Wishes = turn.State.Wishes.Remove(wish) };
            }
            else if (turn.State.Successor(worker.Slot) is null && turn.State.Roll is not { IsRunning: true }
                && room > 0 && StartSuccessor(turn, worker, turn.State.Generation))
            {
                room--;
            }
        }
    }

    /// <summary>One side at a time: the other one takes what comes.</summary>
    private static void Retire(PoolTurn turn)
    {
        var closed = turn.State.Workers.Values.FirstOrDefault(worker => worker.IsLeaving)?.Seat.Side;
        foreach (var worker in turn.State.Workers.Values)
        {
            if (worker is { Duty: Duty.Retiree, State: WorkerState.Ready }
                && (closed is null || closed == worker.Seat.Side))
            {
                closed = worker.Seat.Side;
                turn.Tell(worker.Seat, new WorkerEvent(WorkerEventKind.Retire));
            }
        }
    }
}
