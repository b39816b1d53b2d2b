using Init.Core.Pool;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Pool.Walk;

/// <summary>What is true of a pool and its kernel whenever no call is under way.</summary>
internal static class Invariants
{
    internal static void Hold(
        PoolState before, PoolEvent happened, PoolState now, PoolPolicy policy, SimulatedKernel kernel)
    {
        Assert.Equal(
            kernel.Live.Values.Select(process => (process.Seat.Slot, process.Seat.Side, process.Pid)).Order(),
            now.Workers.Values.Where(worker => worker.Pid != 0)
                .Select(worker => (worker.Slot, worker.Seat.Side, worker.Pid)).Order());
        foreach (var (seat, worker) in now.Workers)
        {
            Assert.Equal(seat, worker.Seat);
            Hold(worker);
            var isKilled = kernel.Live.GetValueOrDefault(worker.Pid)?.IsKilled ?? false;
            Assert.Equal(isKilled, worker.State == WorkerState.Killed);
            Assert.False(now.Drain is not null && worker.State == WorkerState.Backoff, "a restart is due in a drain");
            Assert.False(now.Paused && worker.State == WorkerState.Backoff, "a restart is due in a pause");
        }

        Hold(before, now);
        Assert.Equal(now.Drain?.Forced ?? 0, kernel.ForcedInDrain);
        Assert.Equal(now.Phase == SupervisorPhase.Stopped ? 1 : 0, kernel.Ends);
        var isOver = now.Workers.Values.All(worker => worker.State == WorkerState.Stopped)
            && (now.Drain is not null || !now.Paused);
        Assert.Equal(isOver, now.Phase == SupervisorPhase.Stopped);
        if (now.Drain is null)
        {
            HoldSuccession(before, happened, now, policy);
        }
    }

    private static void Hold(Worker worker)
    {
        var isAlive = worker.State is not (WorkerState.Stopped or WorkerState.Backoff);
        Assert.True(isAlive == (worker.Pid != 0), $"{worker.State} with pid {worker.Pid}");
        var isTimed = worker.State is WorkerState.Backoff or WorkerState.Starting or WorkerState.Stopping
            or WorkerState.Draining;
        Assert.True(isTimed == worker.Deadline is not null, $"{worker.State} with deadline {worker.Deadline}");
        Assert.True(worker.State != WorkerState.Ready || worker.ReadyAt is not null, "Ready since never");
        Assert.True(worker.SideClosedUntil is null || worker.State is WorkerState.Stopping or WorkerState.Draining, $"closed while {worker.State}");
    }

    /// <summary>Who may exist beside whom, and who may be given up for whom.</summary>
    private static void HoldSuccession(PoolState before, PoolEvent happened, PoolState now, PoolPolicy policy)
    {
        var weights = Weights.Of(now);
        var ready = now.Workers.Values.Count(worker => worker.State == WorkerState.Ready);
        Assert.True(ready == 0 || weights.First + weights.Second > 0, "somebody is ready, and nobody gets connections");
        foreach (var slot in now.Workers.Values.GroupBy(worker => worker.Slot))
        {
            Assert.True(slot.Count(worker => worker.Duty == Duty.Incumbent) <= 1, $"two incumbents of {slot.Key}");
            Assert.True(slot.Count(worker => worker.Duty == Duty.Successor) <= 1, $"two successors of {slot.Key}");
        }

        for (var slot = 0; slot < now.Wanted && !now.Paused; slot++)
        {
            var seats = now.Workers.Values.Count(worker => worker.Slot == slot);
            Assert.True(now.Incumbent(slot) is not null || seats == Seat.Sides, $"slot {slot} is empty");
        }

        if (happened is not PoolEvent.Scale)
        {
            var surge = policy.ReloadSurge.Of(now.Wanted);
            Assert.True(Surplus(now) <= Math.Max(surge, Surplus(before)), "more than the surge");
        }

        foreach (var old in before.Workers.Values)
        {
            if (old is { Duty: Duty.Incumbent, State: WorkerState.Ready } && old.Slot < now.Wanted
                && now.Workers.GetValueOrDefault(old.Seat) is { Duty: Duty.Retiree } gone && gone.Pid == old.Pid)
            {
                Assert.True(
                    now.Incumbent(old.Slot)?.State == WorkerState.Ready, "a worker was given up for one that is not ready");
            }
        }

        var sides = now.Workers.Values.Where(worker => worker.State == WorkerState.Draining)
            .Select(worker => worker.Seat.Side).Distinct().Count();
        Assert.True(sides <= 1, "both sides are being left at once");
    }

    private static int Surplus(PoolState state) =>
        state.Workers.Values.Count(worker => worker.Duty != Duty.Incumbent && worker.Exists);

    private static void Hold(PoolState before, PoolState now)
    {
        foreach (var (reason, count) in before.Restarts)
        {
            Assert.True(now.Restarts[reason] >= count, $"restarts by {reason} went down");
        }

        Assert.True(now.Generation >= before.Generation, "the generation went back");
        Assert.True(now.Phase >= before.Phase, $"from {before.Phase} back to {now.Phase}");
        Assert.True(now.Started || !before.Started, "unstarted");
        Assert.Equal(now.Drain is not null, now.Phase == SupervisorPhase.Draining || (now.Drain?.EndedAt is not null));
        Assert.False(now is { Drain: not null, Roll.IsRunning: true }, "a reload goes on in a drain");
        if (before.Drain is { } old)
        {
            Assert.True(now.Drain!.Phase >= old.Phase, $"from {old.Phase} back to {now.Drain.Phase}");
            Assert.True(now.Drain.Forced >= old.Forced, "forced went down");
            Assert.Equal(old.KillAt, now.Drain.KillAt);
            Assert.Equal(before.Restarts.Values.Sum(), now.Restarts.Values.Sum());
        }

        var isWaited = now.Drain is { Phase: DrainPhase.Delay or DrainPhase.Empty };
        Assert.Equal(isWaited, now.Drain?.Deadline is not null);
        if (now.Drain is not null
            && now.Workers.Values.Any(worker => worker.Pid != 0 && worker.State != WorkerState.Killed))
        {
            Assert.True(now.NextDeadline <= now.Drain.KillAt, "nothing would wake pm1 to kill in time");
        }
    }
}
