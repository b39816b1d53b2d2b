using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>
/// One worker's life as a table: every state answers every event. A stale event (of a process that has gone since) is
/// answered by staying as it is; that an event is late is normal, as it travels through other processes and threads.
/// </summary>
public static class WorkerMachine
{
    /// <summary>A handler for the stop signal need not be a graceful one (Node's own only resets the terminal and
    /// dies), so requests under way are waited for this long also where there is one.</summary>
    internal static readonly TimeSpan TrustAfter = TimeSpan.FromSeconds(5);

    /// <summary>Before time is up, for a moment without a first request.</summary>
    internal static readonly TimeSpan LastChance = TimeSpan.FromSeconds(2);

    /// <summary>What is seen to be over must be seen so this often, as it may be between two requests.</summary>
    private const int QuietNeeded = 2;

    /// <param name="chance">0 to 1, for the backoff and the length of a life.</param>
    public static WorkerStep Next(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => worker.State switch
    {
        WorkerState.Stopped => Stopped(worker, happened, now),
        WorkerState.Backoff => Waiting(worker, happened, now),
        WorkerState.Starting or WorkerState.Stopping when worker.Pid == 0 =>
            Launching(worker, happened, policy, now, chance),
        WorkerState.Starting => Starting(worker, happened, policy, now, chance),
        WorkerState.Ready => Ready(worker, happened, policy, now, chance),
        WorkerState.Draining => Draining(worker, happened, policy, now, chance),
        WorkerState.Stopping => Stopping(worker, happened, policy, now, chance),
        WorkerState.Killed => Killed(worker, happened, policy, now, chance),
    };

    private static WorkerStep Stopped(Worker worker, WorkerEvent happened, TimeSpan now) => happened.Kind switch
    {
        WorkerEventKind.Start or WorkerEventKind.Restart => Motion.Launch(worker, now),
        WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or WorkerEventKind.Executed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Leaving or WorkerEventKind.Extends or WorkerEventKind.Says or WorkerEventKind.SeenBusy or
            WorkerEventKind.SeenQuiet or WorkerEventKind.LetGo or WorkerEventKind.Exited or WorkerEventKind.Retire or
            WorkerEventKind.Stop or WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    private static WorkerStep Waiting(Worker worker, WorkerEvent happened, TimeSpan now) => happened.Kind switch
    {
        WorkerEventKind.Start or WorkerEventKind.Restart => Motion.Launch(worker, now),
        WorkerEventKind.Tick => IsDue(worker, now) ? Motion.Launch(worker, now) : WorkerStep.Same(worker),
        WorkerEventKind.Stop or WorkerEventKind.Retire =>
            WorkerStep.Same(worker with { State = WorkerState.Stopped, Deadline = null }),
        WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or WorkerEventKind.Executed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Leaving or WorkerEventKind.Extends or WorkerEventKind.Says or WorkerEventKind.SeenBusy or
            WorkerEventKind.SeenQuiet or WorkerEventKind.LetGo or WorkerEventKind.Exited => WorkerStep.Same(worker),
    };

    /// <summary>A launch has been ordered and will be answered. Until then the seat is not free, whatever is wanted of
    /// it meanwhile: a process that came into being unawaited would belong to nobody.</summary>
    private static WorkerStep Launching(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Spawned => Motion.Spawned(worker, happened, policy, now),
        WorkerEventKind.LaunchFailed => worker.State == WorkerState.Stopping
            ? Aftermath.Stopped(worker, happened, policy, now, chance)
            : Aftermath.Exited(Motion.Told(worker, happened), happened, policy, now, chance),
        WorkerEventKind.Stop or WorkerEventKind.Retire =>
            WorkerStep.Same(worker with { State = WorkerState.Stopping, StopReason = null }),
        WorkerEventKind.Restart => WorkerStep.Same(worker with
        {
            StopReason = worker.State == WorkerState.Stopping ? RestartReason.Command : null,
        }),
        WorkerEventKind.Start or WorkerEventKind.Executed or WorkerEventKind.Listening or
            WorkerEventKind.Notified or WorkerEventKind.BindRefused or WorkerEventKind.Leaving or
            WorkerEventKind.Extends or WorkerEventKind.Says or WorkerEventKind.SeenBusy or
            WorkerEventKind.SeenQuiet or WorkerEventKind.LetGo or WorkerEventKind.Exited or
            WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    private static WorkerStep Starting(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        // A launch stage that reports a failure still has to exit: only then is the seat free.
        WorkerEventKind.LaunchFailed => WorkerStep.Same(Motion.Told(worker, happened)),
        WorkerEventKind.Executed => Motion.Executed(worker, policy, now, chance),
        WorkerEventKind.Listening => policy.Ready.Kind is ReadyKind.Auto or ReadyKind.Listen
            ? Motion.BecomeReady(worker, policy, now, chance) : WorkerStep.Same(worker),
        WorkerEventKind.Notified => policy.Ready.Kind is ReadyKind.Auto or ReadyKind.Notify
            ? Motion.BecomeReady(worker, policy, now, chance) : WorkerStep.Same(worker),
        WorkerEventKind.BindRefused => WorkerStep.Same(
            worker with { Refusal = happened.Reason, RefusalHint = happened.Hint }),
        WorkerEventKind.Leaving => Motion.Leave(worker, happened, policy, now),
        WorkerEventKind.Extends => Motion.Extend(worker, happened, now),
        WorkerEventKind.Says => WorkerStep.Same(worker with { Status = happened.Reason }),
        WorkerEventKind.Exited => Aftermath.Exited(worker, happened, policy, now, chance),
        WorkerEventKind.Retire or WorkerEventKind.Stop => Motion.Stop(worker, policy, now, reason: null),
        WorkerEventKind.Restart => Motion.Stop(worker, policy, now, RestartReason.Command),
        WorkerEventKind.Tick => IsDue(worker, now)
            ? Motion.StartingIsOver(worker, policy, now, chance) : WorkerStep.Same(worker),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.SeenBusy or WorkerEventKind.SeenQuiet or
            WorkerEventKind.LetGo => WorkerStep.Same(worker),
    };

    private static WorkerStep Ready(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Exited => Aftermath.Exited(worker, happened, policy, now, chance),
        WorkerEventKind.Retire => Motion.Drain(worker, policy, now),
        WorkerEventKind.Stop => Motion.Stop(worker, policy, now, reason: null),
        WorkerEventKind.Restart => Motion.Stop(worker, policy, now, RestartReason.Command),
        WorkerEventKind.Leaving => Motion.Leave(worker, happened, policy, now),
        WorkerEventKind.Says => WorkerStep.Same(worker with { Status = happened.Reason }),

        // The end of the launch stage and the first listen(2) travel separately: either may be heard of first.
        WorkerEventKind.Executed => WorkerStep.Same(worker with { ExecutedAt = now }),
        WorkerEventKind.Tick => Motion.Age(worker, policy, now),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Extends or WorkerEventKind.SeenBusy or WorkerEventKind.SeenQuiet or
            WorkerEventKind.LetGo => WorkerStep.Same(worker),
    };

    private static WorkerStep Draining(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.SeenQuiet => worker.QuietSeen + 1 >= QuietNeeded
            ? Motion.LetGo(worker, policy, now)
            : WorkerStep.Same(worker with { QuietSeen = worker.QuietSeen + 1 }),
        WorkerEventKind.SeenBusy => happened.OnlyKept && worker.MayCutKept(happened.StopIsCaught, now)
            ? Motion.LetGo(worker, policy, now)
            : WorkerStep.Same(worker with { QuietSeen = 0 }),
        WorkerEventKind.Tick => IsDue(worker, now) ? Motion.LetGo(worker, policy, now)
            : WorkerStep.Same(worker.SideClosedUntil <= now ? worker with { SideClosedUntil = null } : worker),
        WorkerEventKind.Exited => Aftermath.Stopped(worker, happened, policy, now, chance),
        WorkerEventKind.Stop or WorkerEventKind.Restart => Motion.LetGo(worker, policy, now),
        WorkerEventKind.Leaving => Motion.Leave(worker, happened, policy, now),
        WorkerEventKind.Says => WorkerStep.Same(worker with { Status = happened.Reason }),
        WorkerEventKind.Executed => WorkerStep.Same(worker with { ExecutedAt = now }),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Listening or WorkerEventKind.Notified or WorkerEventKind.BindRefused or
            WorkerEventKind.Extends or WorkerEventKind.LetGo or WorkerEventKind.Retire => WorkerStep.Same(worker),
    };

    private static WorkerStep Stopping(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Exited => Aftermath.Stopped(worker, happened, policy, now, chance),
        WorkerEventKind.Retire => WorkerStep.Same(worker with { StopReason = null }),
        WorkerEventKind.Stop => Motion.StopLeaving(worker, policy, now, reason: null),
        WorkerEventKind.Restart => Motion.StopLeaving(worker, policy, now, RestartReason.Command),
        WorkerEventKind.LetGo => WorkerStep.Same(worker with { SideClosedUntil = null }),
        WorkerEventKind.Extends => Motion.Extend(worker, happened, now),
        WorkerEventKind.Says => WorkerStep.Same(worker with { Status = happened.Reason }),

        // One that said that it leaves was never told to: that comes first.
        WorkerEventKind.Tick => IsDue(worker, now)
            ? worker.StopReason == RestartReason.Exit
                ? Motion.Stop(worker, policy, now, RestartReason.Failure) : Kill(worker)
            : WorkerStep.Same(worker.SideClosedUntil <= now ? worker with { SideClosedUntil = null } : worker),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Executed or WorkerEventKind.Listening or WorkerEventKind.Notified or
            WorkerEventKind.BindRefused or WorkerEventKind.Leaving or WorkerEventKind.SeenBusy or
            WorkerEventKind.SeenQuiet => WorkerStep.Same(worker),
    };

    private static WorkerStep Killed(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance) => happened.Kind switch
    {
        WorkerEventKind.Exited => Aftermath.Stopped(worker, happened, policy, now, chance),
        WorkerEventKind.Retire or WorkerEventKind.Stop => WorkerStep.Same(worker with { StopReason = null }),
        WorkerEventKind.Restart => WorkerStep.Same(worker with { StopReason = RestartReason.Command }),
        WorkerEventKind.Start or WorkerEventKind.Spawned or WorkerEventKind.LaunchFailed or
            WorkerEventKind.Executed or WorkerEventKind.Listening or WorkerEventKind.Notified or
            WorkerEventKind.BindRefused or WorkerEventKind.Leaving or WorkerEventKind.Extends or
            WorkerEventKind.Says or WorkerEventKind.SeenBusy or WorkerEventKind.SeenQuiet or
            WorkerEventKind.LetGo or WorkerEventKind.Tick => WorkerStep.Same(worker),
    };

    /// <summary>Sooner than its timeout: the drain has no more time.</summary>
    public static WorkerStep Kill(Worker worker) => new(
        worker with { State = WorkerState.Killed, Deadline = null, SideClosedUntil = null, ProvenAt = null, ExpiresAt = null },
        [
            new Effect.Say($"worker {worker.Slot} (pid {worker.Pid}) did not stop in time: killing it"),
            Motion.News(worker, NewsKind.WorkerKilled, "did not stop in time: killing it"),
            new Effect.Forced(worker.Seat), new Effect.Kill(worker.Seat, worker.Pid),
        ]);

    private static bool IsDue(Worker worker, TimeSpan now) => worker.Deadline <= now;
}
