using Init.Core.Pool;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Pool.Walk;

/// <summary>What is true of a pool and its kernel whenever no call is under way.</summary>
internal static class Invariants
{
    internal static void Hold(PoolState before, PoolState now, SimulatedKernel kernel)
    {
        Assert.Equal(
            kernel.Live.Values.Select(process => (process.Slot, process.Pid)).Order(),
            now.Workers.Where(worker => worker.Pid != 0).Select(worker => (worker.Slot, worker.Pid)).Order());
        foreach (var worker in now.Workers)
        {
            Hold(worker);
            Assert.True(worker.Restarts >= before.Workers[worker.Slot].Restarts, "a restart was forgotten");
            var isKilled = kernel.Live.GetValueOrDefault(worker.Pid)?.IsKilled ?? false;
            Assert.Equal(isKilled, worker.State == WorkerState.Killed);
            Assert.False(now.Drain is not null && worker.State == WorkerState.Backoff, "a restart is due in a drain");
        }

        Hold(before, now);
        Assert.Equal(now.Drain?.Forced ?? 0, kernel.ForcedInDrain);
        Assert.Equal(now.Phase == SupervisorPhase.Stopped ? 1 : 0, kernel.Ends);
        var isOver = now.Workers.All(worker => worker.State == WorkerState.Stopped);
        Assert.Equal(isOver, now.Phase == SupervisorPhase.Stopped);
    }

    private static void Hold(Worker worker)
    {
        var isAlive = worker.State is not (WorkerState.Stopped or WorkerState.Backoff);
        Assert.True(isAlive == (worker.Pid != 0), $"{worker.State} with pid {worker.Pid}");
        var isTimed = worker.State is WorkerState.Backoff or WorkerState.Starting or WorkerState.Stopping;
        Assert.True(isTimed == worker.Deadline is not null, $"{worker.State} with deadline {worker.Deadline}");
        Assert.True(worker.State != WorkerState.Ready || worker.ReadyAt is not null, "Ready since never");
    }

    private static void Hold(PoolState before, PoolState now)
    {
        foreach (var (reason, count) in before.Restarts)
        {
            Assert.True(now.Restarts[reason] >= count, $"restarts by {reason} went down");
        }

        Assert.Equal(now.Restarts.Values.Sum(), now.Workers.Sum(worker => worker.Restarts));
        Assert.Equal(now.Workers.Count(worker => worker.State == WorkerState.Ready), now.ReadyCount);
        Assert.True(now.Phase >= before.Phase, $"from {before.Phase} back to {now.Phase}");
        Assert.True(now.Started || !before.Started, "unstarted");
        Assert.Equal(now.Drain is not null, now.Phase == SupervisorPhase.Draining || (now.Drain?.EndedAt is not null));
        if (before.Drain is { } old)
        {
            Assert.True(now.Drain!.Phase >= old.Phase, $"from {old.Phase} back to {now.Drain.Phase}");
            Assert.True(now.Drain.Forced >= old.Forced, "forced went down");
            Assert.Equal(old.KillAt, now.Drain.KillAt);
            Assert.Equal(before.Restarts.Values.Sum(), now.Restarts.Values.Sum());
        }

        var isWaited = now.Drain is { Phase: DrainPhase.Delay or DrainPhase.Empty };
        Assert.Equal(isWaited, now.Drain?.Deadline is not null);
        if (now.Drain is not null && now.Workers.Any(worker => worker.Pid != 0 && worker.State != WorkerState.Killed))
        {
            Assert.True(now.NextDeadline <= now.Drain.KillAt, "nothing would wake pm1 to kill in time");
        }
    }
}
