using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>
/// One worker's life as a table: every state answers every event. A stale event (of a process that has gone since) is
/// answered by staying as it is; that an event is late is normal, as it travels through other processes and threads.
/// </summary>
public static class WorkerMachine
{
    /// <param name="chance">0 to 1, for the backoff.</param>
    public static WorkerStep Next(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => worker.State switch
    {
        WorkerState.Stopped => Stopped(worker, happened, now),
        WorkerState.Backoff => Waiting(worker, happened, now),
        WorkerState.Starting or WorkerState.Stopping when worker.Pid == 0 =>
            Launching(worker, happened, policy, now, chance),
        WorkerState.Starting => Starting(worker, happened, policy, now, chance),
        WorkerState.Ready or WorkerState.Draining => Ready(worker, happened, policy, now, chance),
        WorkerState.Stopping => Stopping(worker, happened, policy, now, chance),
        WorkerState.Killed => Killed(worker, happened, policy, now, chance),
    };

    private static WorkerStep Stopped(Worker worker, WorkerEvent happened, TimeSpan now) => happened.Kind switch
    {
        WorkerEventKind.Start => Launch(worker, now),
        WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or WorkerEventKind.Executed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Exited or WorkerEventKind.Stop or WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    private static WorkerStep Waiting(Worker worker, WorkerEvent happened, TimeSpan now) => happened.Kind switch
    {
        WorkerEventKind.Start => Launch(worker, now),
        WorkerEventKind.Tick => IsDue(worker, now) ? Launch(worker, now) : WorkerStep.Same(worker),
        WorkerEventKind.Stop => WorkerStep.Same(worker with { State = WorkerState.Stopped, Deadline = null }),
        WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or WorkerEventKind.Executed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Exited => WorkerStep.Same(worker),
    };

    /// <summary>A launch has been ordered and will be answered. Until then the slot is not free, whatever is wanted of
    /// it meanwhile: a process that came into being unawaited would belong to nobody.</summary>
    private static WorkerStep Launching(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Spawned => Spawned(worker, happened, policy, now),
        WorkerEventKind.LaunchFailed => worker.State == WorkerState.Stopping
            ? Aftermath.Stopped(worker, happened, policy, now, chance)
            : Aftermath.Exited(Told(worker, happened), happened, policy, now, chance),
        WorkerEventKind.Stop => WorkerStep.Same(worker with { State = WorkerState.Stopping, StopReason = null }),
        WorkerEventKind.Start or WorkerEventKind.Executed or WorkerEventKind.Listening or WorkerEventKind.Notified or
            WorkerEventKind.BindRefused or WorkerEventKind.Exited or WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    private static WorkerStep Starting(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        // A launch stage that reports a failure still has to exit: only then is the slot free.
        WorkerEventKind.LaunchFailed => WorkerStep.Same(Told(worker, happened)),
        WorkerEventKind.Executed => Executed(worker, policy, now),
        WorkerEventKind.Listening => policy.Ready.Kind is ReadyKind.Auto or ReadyKind.Listen
            ? BecomeReady(worker, now) : WorkerStep.Same(worker),
        WorkerEventKind.Notified => policy.Ready.Kind is ReadyKind.Auto or ReadyKind.Notify
            ? BecomeReady(worker, now) : WorkerStep.Same(worker),
        WorkerEventKind.BindRefused => WorkerStep.Same(
            worker with { Refusal = happened.Reason, RefusalHint = happened.Hint }),
        WorkerEventKind.Exited => Aftermath.Exited(worker, happened, policy, now, chance),
        WorkerEventKind.Stop => Stop(worker, policy, now, reason: null),
        WorkerEventKind.Tick => IsDue(worker, now) ? StartingIsOver(worker, policy, now) : WorkerStep.Same(worker),
        WorkerEventKind.Start or WorkerEventKind.Spawned => WorkerStep.Same(worker),
    };

    private static WorkerStep Ready(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Exited => Aftermath.Exited(worker, happened, policy, now, chance),
        WorkerEventKind.Stop => Stop(worker, policy, now, reason: null),

        // The end of the launch stage and the first listen(2) travel separately: either may be heard of first.
        WorkerEventKind.Executed => WorkerStep.Same(worker with { ExecutedAt = now }),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    private static WorkerStep Stopping(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Exited => Aftermath.Stopped(worker, happened, policy, now, chance),
        WorkerEventKind.Stop => WorkerStep.Same(worker with { StopReason = null }),
        WorkerEventKind.Tick => IsDue(worker, now) ? Kill(worker) : WorkerStep.Same(worker),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Executed or WorkerEventKind.Listening or WorkerEventKind.Notified or
            WorkerEventKind.BindRefused => WorkerStep.Same(worker),
    };

    private static WorkerStep Killed(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Exited => Aftermath.Stopped(worker, happened, policy, now, chance),
        WorkerEventKind.Stop => WorkerStep.Same(worker with { StopReason = null }),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Executed or WorkerEventKind.Listening or WorkerEventKind.Notified or
            WorkerEventKind.BindRefused or WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    /// <summary>Sooner than its timeout: the drain has no more time.</summary>
    public static WorkerStep Kill(Worker worker) => new(
        worker with { State = WorkerState.Killed, Deadline = null },
        [
            new Effect.Say($"worker {worker.Slot} (pid {worker.Pid}) did not stop in time: killing it"),
            new Effect.Forced(worker.Slot), new Effect.Kill(worker.Slot, worker.Pid),
        ]);

    private static bool IsDue(Worker worker, TimeSpan now) => worker.Deadline <= now;

    private static WorkerStep Launch(Worker worker, TimeSpan now) => new(
        worker with
        {
            State = WorkerState.Starting, Pid = 0, Deadline = null, SpawnedAt = now, ExecutedAt = null, ReadyAt = null,
            StopReason = null, Refusal = "", RefusalHint = "", LaunchCode = 0,
        },
        [new Effect.Launch(worker.Slot)]);

    private static WorkerStep Spawned(Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now)
    {
        var alive = worker with { Pid = happened.Pid, SpawnedAt = now, Deadline = now + policy.ReadyTimeout };
        return worker.State == WorkerState.Stopping
            ? Stop(alive, policy, now, worker.StopReason)
            : WorkerStep.Same(alive);
    }

    private static Worker Told(Worker worker, WorkerEvent happened) => worker with
    {
        Refusal = happened.Reason, RefusalHint = happened.Hint, LaunchCode = happened.Code,
    };

    private static WorkerStep Executed(Worker worker, PoolPolicy policy, TimeSpan now)
    {
        var running = worker with { ExecutedAt = now };
        return policy.Ready.Kind switch
        {
            ReadyKind.After => WorkerStep.Same(running with { Deadline = now + policy.Ready.Delay }),
            ReadyKind.Auto when !policy.ListenIsVisible => BecomeReady(running, now),
            ReadyKind.Auto or ReadyKind.Listen or ReadyKind.Notify => WorkerStep.Same(running),
        };
    }

    /// <summary>Whatever it was refused before, it got over it.</summary>
    private static WorkerStep BecomeReady(Worker worker, TimeSpan now) => WorkerStep.Same(worker with
    {
        State = WorkerState.Ready, ReadyAt = now, Deadline = null, Refusal = "", RefusalHint = "",
    });

    private static WorkerStep StartingIsOver(Worker worker, PoolPolicy policy, TimeSpan now)
    {
        if (policy.Ready.Kind == ReadyKind.After && worker.ExecutedAt is not null)
        {
            return BecomeReady(worker, now);
        }

        var stopping = Stop(worker, policy, now, RestartReason.ReadyTimeout);
        var say = new Effect.Say(
            $"worker {worker.Slot} (pid {worker.Pid}) was not ready within {policy.ReadyTimeout.TotalSeconds:0.###}s: "
            + Missed(policy),
            "raise --ready-timeout; a program that serves no port needs --share none or --ready after:TIME");
        return new(stopping.Worker, [say, .. stopping.Effects]);
    }

    private static string Missed(PoolPolicy policy) => policy.Ready.Kind switch
    {
        ReadyKind.Auto => "it neither listened on a shared port nor sent READY=1",
        ReadyKind.Listen => "it did not listen on a shared port",
        ReadyKind.Notify => "it did not send READY=1",
        ReadyKind.After => "its program was not executed",
    };

    private static WorkerStep Stop(Worker worker, PoolPolicy policy, TimeSpan now, RestartReason? reason) => new(
        worker with { State = WorkerState.Stopping, Deadline = now + policy.StopTimeout, StopReason = reason },
        [new Effect.SendSignal(worker.Slot, worker.Pid, policy.StopSignal)]);
}
