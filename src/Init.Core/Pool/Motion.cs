using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>The moves of a worker from one state to another, which <see cref="WorkerMachine"/> chooses from.</summary>
internal static class Motion
{
    /// <summary>A life is up to this share shorter by chance, so that workers that began together do not end together.
    /// </summary>
    internal const double LifetimeJitter = 0.1;

    /// <summary>A program that was told to stop closes its listening socket by then, or never does.</summary>
    internal static readonly TimeSpan LetsGoWithin = TimeSpan.FromSeconds(1);

    /// <summary>What a worker may ask for at once.</summary>
    private static readonly TimeSpan ExtensionMax = TimeSpan.FromHours(1);

    internal static WorkerStep Launch(Worker worker, TimeSpan now) => new(
        worker with
        {
            State = WorkerState.Starting, Pid = 0, Deadline = null, SpawnedAt = now, ExecutedAt = null, ReadyAt = null,
            StopReason = null, Refusal = "", RefusalHint = "", LaunchCode = 0, IsDone = false, IsVoluntary = false,
            Status = "",
        },
        [new Effect.Launch(worker.Seat, KeepsLastLines: worker.Duty == Duty.Successor)]);

    internal static WorkerStep Spawned(Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now)
    {
        var alive = worker with { Pid = happened.Pid, SpawnedAt = now, Deadline = now + policy.ReadyTimeout };
        var news = News(alive, NewsKind.WorkerStarted, "started");
        var step = worker.State == WorkerState.Stopping
            ? Stop(alive, policy, now, worker.StopReason)
            : WorkerStep.Same(alive);
        return new(step.Worker, [news, .. step.Effects]);
    }

    internal static Worker Told(Worker worker, WorkerEvent happened) => worker with
    {
        Refusal = happened.Reason, RefusalHint = happened.Hint, LaunchCode = happened.Code,
    };

    internal static WorkerStep Executed(Worker worker, PoolPolicy policy, TimeSpan now, double chance)
    {
        var running = worker with { ExecutedAt = now };
        return policy.Ready.Kind switch
        {
            ReadyKind.After => WorkerStep.Same(running with { Deadline = now + policy.Ready.Delay }),
            ReadyKind.Auto when !policy.ListenIsVisible => BecomeReady(running, policy, now, chance),
            ReadyKind.Auto or ReadyKind.Listen or ReadyKind.Notify => WorkerStep.Same(running),
        };
    }

    /// <summary>Whatever it was refused before, it got over it.</summary>
    internal static WorkerStep BecomeReady(Worker worker, PoolPolicy policy, TimeSpan now, double chance)
    {
        var ready = worker with
        {
            State = WorkerState.Ready, ReadyAt = now, Deadline = null, Refusal = "", RefusalHint = "",
            ProvenAt = worker.Duty == Duty.Successor ? now + policy.ReloadMinUptime : null,
            ExpiresAt = policy.MaxLifetime is { } life ? now + (life * (1 - (LifetimeJitter * chance))) : null,
        };
        return new(ready, [News(ready, NewsKind.WorkerReady, "is ready")]);
    }

    internal static WorkerStep StartingIsOver(Worker worker, PoolPolicy policy, TimeSpan now, double chance)
    {
        if (policy.Ready.Kind == ReadyKind.After && worker.ExecutedAt is not null)
        {
            return BecomeReady(worker, policy, now, chance);
        }

        const string hint = "raise --ready-timeout; a program that serves no port needs --share none or --ready after:TIME";
        var why = $"was not ready within {policy.ReadyTimeout.TotalSeconds:0.###}s: {Missed(policy)}";
        var say = new Effect.Say($"worker {worker.Slot} (pid {worker.Pid}) {why}", hint);
        if (worker.Duty == Duty.Successor)
        {
            // It has failed already, and its end is only a matter of time.
            var retired = Stop(worker with { Duty = Duty.Retiree }, policy, now, reason: null);
            return new(
                retired.Worker, [say, .. retired.Effects, new Effect.Lost(worker.Seat, worker.Pid, why, hint)]);
        }

        var stopping = Stop(worker, policy, now, RestartReason.ReadyTimeout);
        return new(stopping.Worker, [say, .. stopping.Effects]);
    }

    /// <summary>Time makes a successor proven and a worker old.</summary>
    internal static WorkerStep Age(Worker worker, PoolPolicy policy, TimeSpan now)
    {
        // Whatever comes of it: one that is still there after another life is to be replaced then.
        var aged = worker.ProvenAt <= now ? worker with { ProvenAt = null } : worker;
        return aged.ExpiresAt <= now
            ? new(
                aged with { ExpiresAt = now + policy.MaxLifetime }, [new Effect.Expired(worker.Seat, worker.Pid)])
            : WorkerStep.Same(aged);
    }

    /// <summary>Its side is closed until it goes, although the other one then carries everything that is new: kept
    /// connections end only when no others take their place, and what it accepted just before its end would be lost.
    /// </summary>
    internal static WorkerStep Drain(Worker worker, PoolPolicy policy, TimeSpan now) => WorkerStep.Same(worker with
    {
        State = WorkerState.Draining, DrainingSince = now, QuietSeen = 0, Deadline = now + policy.StopTimeout,
        SideClosedUntil = now + policy.StopTimeout, ProvenAt = null, ExpiresAt = null,
    });

    /// <summary>Its side stays closed until it is seen to have let go of the queue: a program may end listening on it
    /// for all, which would reset what came meanwhile.</summary>
    internal static WorkerStep LetGo(Worker worker, PoolPolicy policy, TimeSpan now)
    {
        var stop = Stop(worker, policy, now, reason: null);
        return stop with { Worker = stop.Worker with { SideClosedUntil = now + LetsGoWithin } };
    }

    internal static WorkerStep Stop(Worker worker, PoolPolicy policy, TimeSpan now, RestartReason? reason) => new(
        worker with
        {
            State = WorkerState.Stopping, Deadline = now + policy.StopTimeout, StopReason = reason, ProvenAt = null,
            ExpiresAt = null,
        },
        [
            News(worker, NewsKind.WorkerStopping, "is told to stop"),
            new Effect.SendSignal(worker.Seat, worker.Pid, policy.StopSignal),
        ]);

    /// <summary>It ends by itself; what follows depends on how.</summary>
    internal static WorkerStep Leave(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now) => new(
        worker with
        {
            State = WorkerState.Stopping, Deadline = now + policy.StopTimeout, StopReason = RestartReason.Exit,
            ProvenAt = null, ExpiresAt = null, IsVoluntary = happened.IsVoluntary,
            SideClosedUntil = worker.State == WorkerState.Draining ? now + LetsGoWithin : null,
        },
        [News(worker, NewsKind.WorkerStopping, "says that it stops")]);

    /// <summary>One that leaves by itself was sent no signal yet.</summary>
    internal static WorkerStep StopLeaving(Worker worker, PoolPolicy policy, TimeSpan now, RestartReason? reason) =>
        worker.StopReason == RestartReason.Exit
            ? Stop(worker, policy, now, reason) : WorkerStep.Same(worker with { StopReason = reason });

    internal static WorkerStep Extend(Worker worker, WorkerEvent happened, TimeSpan now)
    {
        var asked = now + (happened.Extension < ExtensionMax ? happened.Extension : ExtensionMax);
        return WorkerStep.Same(asked > worker.Deadline ? worker with { Deadline = asked } : worker);
    }

    internal static Effect.Tell News(Worker worker, NewsKind kind, string what) => new(
        new News(kind, $"worker {worker.Slot} (pid {worker.Pid}) {what}")
        {
            Slot = worker.Slot, Pid = worker.Pid, Generation = worker.Generation,
        });

    /// <summary>A launch that failed had no process.</summary>
    internal static string Who(int slot, int pid) => pid == 0 ? $"worker {slot}" : $"worker {slot} (pid {pid})";

    private static string Missed(PoolPolicy policy) => policy.Ready.Kind switch
    {
        ReadyKind.Auto => "it neither listened on a shared port nor sent READY=1",
        ReadyKind.Listen => "it did not listen on a shared port",
        ReadyKind.Notify => "it did not send READY=1",
        ReadyKind.After => "its program was not executed",
    };
}
