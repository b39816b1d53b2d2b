using System.Collections.Immutable;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>What follows from the end of a worker's process.</summary>
internal static class Aftermath
{
    private static readonly TimeSpan VoluntaryAfter = TimeSpan.FromSeconds(1);

    /// <summary>It ended although nobody asked it to.</summary>
    internal static WorkerStep Exited(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance)
    {
        var code = Code(worker, happened);
        var reason = Reason(worker, happened);
        if (worker.Duty != Duty.Incumbent)
        {
            return Left(worker, reason, code);
        }

        if (IsHopeless(worker, policy))
        {
            return GiveUp(worker, happened);
        }

        return Wanted(policy, code)
            ? Restart(worker, reason, code, policy, now, chance)
            : new(
                Gone(worker, reason, code) with { IsDone = IsDone(policy, code) },
                [Exit(worker, reason, code), new Effect.Finished(worker.Seat, code)]);
    }

    /// <summary>It ended because it was told to. Unless the pool wanted that, it had failed before.</summary>
    internal static WorkerStep Stopped(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance)
    {
        var seen = (Reason: Reason(worker, happened), Code: Code(worker, happened));
        if (worker.StopReason is not { } reason)
        {
            return new(Gone(worker, seen.Reason, seen.Code), Exits(worker, seen.Reason, seen.Code));
        }

        if (worker.Duty != Duty.Incumbent)
        {
            return Left(worker, seen.Reason, seen.Code);
        }

        if (reason == RestartReason.Exit && HasServedEnough(worker, now) && Wanted(policy, seen.Code))
        {
            return Again(worker, RestartReason.Exit, seen.Code, now);
        }

        if (reason == RestartReason.Exit)
        {
            return Exited(worker, happened, policy, now, chance);
        }

        if (reason == RestartReason.Command && !policy.IsEnding && worker.LaunchCode == 0)
        {
            return Again(worker, seen.Reason, seen.Code, now);
        }

        if (IsHopeless(worker, policy))
        {
            return GiveUp(worker, happened);
        }

        var code = FailureCode(worker, happened);
        return Wanted(policy, code)
            ? Restart(worker, reason, code, policy, now, chance)
            : new(
                Gone(worker, seen.Reason, code),
                [Exit(worker, seen.Reason, code), new Effect.Finished(worker.Seat, code)]);
    }

    /// <summary>One that ends itself after each start would otherwise be started for ever.</summary>
    private static bool HasServedEnough(Worker worker, TimeSpan now) =>
        worker.IsVoluntary && now - worker.ReadyAt >= VoluntaryAfter;

    /// <summary>By command or its own decision: it has not failed, so nothing is waited for.</summary>
    private static WorkerStep Again(Worker worker, RestartReason seen, int code, TimeSpan now)
    {
        var launch = Motion.Launch(Gone(worker, seen, code) with { Restarts = worker.Restarts + 1 }, now);
        return new(
            launch.Worker,
            [
                .. Exits(worker, seen, code),
                new Effect.CountRestart(worker.IsVoluntary ? RestartReason.Exit : RestartReason.Command),
                .. launch.Effects,
            ]);
    }

    /// <summary>The slot does not depend on it; but a successor that ends by itself has failed.</summary>
    private static WorkerStep Left(Worker worker, RestartReason reason, int code)
    {
        var effects = new List<Effect>(Exits(worker, reason, code));
        if (worker.Duty == Duty.Successor)
        {
            var why = worker.Refusal.Length > 0 ? worker.Refusal : How(reason, code);
            effects.Add(new Effect.Lost(worker.Seat, worker.Pid, why, worker.RefusalHint));
        }

        return new(Gone(worker, reason, code) with { Duty = Duty.Retiree }, effects);
    }

    /// <summary>Neither a missing program nor a taken port gets better by trying again, as long as nothing has ever
    /// worked.</summary>
    private static bool IsHopeless(Worker worker, PoolPolicy policy) =>
        worker.Refusal.Length > 0 && worker.Restarts == 0 && !policy.HasWorked;

    private static WorkerStep GiveUp(Worker worker, WorkerEvent happened) => new(
        Gone(worker, Reason(worker, happened), Code(worker, happened)),
        [
            .. Exits(worker, Reason(worker, happened), Code(worker, happened)),
            new Effect.GiveUp(worker.Seat, FailureCode(worker, happened), worker.Refusal, worker.RefusalHint),
        ]);

    private static WorkerStep Restart(
        Worker before, RestartReason reason, int code, PoolPolicy policy, TimeSpan now, double chance)
    {
        var gone = Gone(before, reason, code);
        var ran = before.ReadyAt is { } since ? now - since : TimeSpan.Zero;
        var failures = (ran >= policy.MinUptime ? 0 : before.Failures) + 1;
        var own = now - before.Waited;
        var lately = before.FailedAt.RemoveAll(at => at < own - policy.RestartWindow).Add(own);
        if (lately.Count > policy.MaxRestarts)
        {
            var giveUp = new Effect.GiveUp(gone.Seat, code, "", "");
            return new(
                gone, [.. Exits(before, reason, code), Described(before, reason, code), TooMany(gone, policy), giveUp]);
        }

        var delay = Backoff.Next(failures, chance);
        var next = gone with
        {
            State = WorkerState.Backoff, Deadline = now + delay, Restarts = before.Restarts + 1, Failures = failures,
            FailedAt = lately, Waited = before.Waited + delay,
        };
        return new(
            next,
            [.. Exits(before, reason, code), Described(before, reason, code, delay), new Effect.CountRestart(reason)]);
    }

    private static Worker Gone(Worker worker, RestartReason reason, int code) => worker with
    {
        State = WorkerState.Stopped, Pid = 0, Deadline = null, StopReason = null, SideClosedUntil = null, ProvenAt = null,
        ExpiresAt = null, LastExit = How(reason, code), Status = "",
    };

    /// <summary>No code has a meaning of its own (gunicorn's 3 and 4, say), unless somebody gave it one.</summary>
    private static bool Wanted(PoolPolicy policy, int code) =>
        !policy.IsEnding && !policy.StopExitCodes.Contains(code) && policy.Restart switch
        {
            RestartRule.Always => true,
            RestartRule.OnFailure => code != 0,
            RestartRule.Never => false,
        };

    private static bool IsDone(PoolPolicy policy, int code) =>
        code == ExitCodes.Clean || policy.StopExitCodes.Contains(code);

    private static RestartReason Reason(Worker worker, WorkerEvent happened) =>
        worker.LaunchCode != 0 ? RestartReason.Launch
        : happened.OutOfMemory ? RestartReason.OutOfMemory
        : happened.Signal != 0 ? RestartReason.Signal
        : happened.Code != 0 ? RestartReason.Failure
        : RestartReason.Exit;

    private static int Code(Worker worker, WorkerEvent happened) =>
        worker.LaunchCode != 0 ? worker.LaunchCode : ShellCode(happened);

    /// <summary>What pm1 saw fail is no success because the program ended politely.</summary>
    private static int FailureCode(Worker worker, WorkerEvent happened) =>
        Code(worker, happened) is var code and not 0 ? code : ExitCodes.Failed;

    private static int ShellCode(WorkerEvent happened) => happened.Signal == 0 ? happened.Code : 128 + happened.Signal;

    private static Effect.Say Described(Worker worker, RestartReason reason, int code, TimeSpan? delay = null)
    {
        var then = delay is { } wait ? $": restarting it in {wait.TotalSeconds:0.##}s" : "";
        var who = Motion.Who(worker.Slot, worker.Pid);
        var why = worker.Refusal.Length > 0 ? $": {worker.Refusal}" : "";
        return new($"{who} {How(reason, code)}{why}{then}");
    }

    private static string How(RestartReason reason, int code) => reason switch
    {
        RestartReason.Exit => "exited with code 0",
        RestartReason.Failure => $"exited with code {code}",
        RestartReason.Signal => $"was ended by signal {code - 128}",
        RestartReason.OutOfMemory => "was ended by the kernel for want of memory",
        RestartReason.ReadyTimeout => "was not ready in time",
        RestartReason.Launch => "could not be executed",
        RestartReason.Memory or RestartReason.MemoryPressure or RestartReason.Lifetime or RestartReason.Connections or
            RestartReason.Check or
            RestartReason.Watchdog or RestartReason.Schedule or RestartReason.Command => "was replaced",
    };

    /// <summary>A launch that failed has no process that could have ended.</summary>
    private static Effect[] Exits(Worker worker, RestartReason reason, int code) =>
        worker.Pid == 0 ? [] : [Exit(worker, reason, code)];

    private static Effect.Tell Exit(Worker worker, RestartReason reason, int code)
    {
        var tell = Motion.News(worker, NewsKind.WorkerExited, How(reason, code));
        return new(tell.News with { Reason = reason, Code = code });
    }

    private static Effect.Say TooMany(Worker worker, PoolPolicy policy) => new(
        $"worker {worker.Slot} failed more than {policy.MaxRestarts} times in "
        + $"{policy.RestartWindow.TotalSeconds:0.###}s: giving up",
        "the worker's own output says why; --max-restarts sets the limit");
}
