using System.Collections.Immutable;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>What follows from the end of a worker's process.</summary>
internal static class Aftermath
{
    /// <summary>It ended although nobody asked it to.</summary>
    internal static WorkerStep Exited(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance)
    {
        if (IsHopeless(worker))
        {
            return GiveUp(worker, happened);
        }

        var code = Code(worker, happened);
        return Wanted(policy.Restart, code)
            ? Restart(worker, Reason(worker, happened), code, policy, now, chance)
            : new(Gone(worker) with { IsDone = code == ExitCodes.Clean }, [new Effect.Finished(worker.Slot, code)]);
    }

    /// <summary>It ended because it was told to. Unless the pool wanted that, it had failed before.</summary>
    internal static WorkerStep Stopped(
        Worker worker, WorkerEvent happened, PoolPolicy policy, TimeSpan now, double chance)
    {
        if (worker.StopReason is not { } reason)
        {
            return WorkerStep.Same(Gone(worker));
        }

        if (IsHopeless(worker))
        {
            return GiveUp(worker, happened);
        }

        var code = FailureCode(worker, happened);
        return Wanted(policy.Restart, code)
            ? Restart(worker, reason, code, policy, now, chance)
            : new(Gone(worker), [new Effect.Finished(worker.Slot, code)]);
    }

    /// <summary>Neither a missing program nor a taken port gets better by trying again, as long as nothing has ever
    /// worked.</summary>
    private static bool IsHopeless(Worker worker) => worker.Refusal.Length > 0 && worker.Restarts == 0;

    private static WorkerStep GiveUp(Worker worker, WorkerEvent happened) => new(
        Gone(worker),
        [new Effect.GiveUp(worker.Slot, FailureCode(worker, happened), worker.Refusal, worker.RefusalHint)]);

    private static WorkerStep Restart(
        Worker before, RestartReason reason, int code, PoolPolicy policy, TimeSpan now, double chance)
    {
        var gone = Gone(before);
        var ran = before.ReadyAt is { } since ? now - since : TimeSpan.Zero;
        var failures = (ran >= Backoff.ResetAfter ? 0 : before.Failures) + 1;
        var own = now - before.Waited;
        var lately = before.FailedAt.RemoveAll(at => at < own - policy.RestartWindow).Add(own);
        if (lately.Count > policy.MaxRestarts)
        {
            var giveUp = new Effect.GiveUp(gone.Slot, code, "", "");
            return new(gone, [Described(before, reason, code), TooMany(gone, policy), giveUp]);
        }

        var delay = Backoff.Next(failures, chance);
        var next = gone with
        {
            State = WorkerState.Backoff, Deadline = now + delay, Restarts = before.Restarts + 1, Failures = failures,
            FailedAt = lately, Waited = before.Waited + delay,
        };
        return new(next, [Described(before, reason, code, delay), new Effect.CountRestart(reason)]);
    }

    private static Worker Gone(Worker worker) =>
        worker with { State = WorkerState.Stopped, Pid = 0, Deadline = null, StopReason = null };

    private static bool Wanted(RestartRule rule, int code) => rule switch
    {
        RestartRule.Always => true,
        RestartRule.OnFailure => code != 0,
        RestartRule.Never => false,
    };

    private static RestartReason Reason(Worker worker, WorkerEvent happened) =>
        worker.LaunchCode != 0 ? RestartReason.Launch
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
        var how = reason switch
        {
            RestartReason.Exit => "exited with code 0",
            RestartReason.Failure => $"exited with code {code}",
            RestartReason.Signal => $"was ended by signal {code - 128}",
            RestartReason.ReadyTimeout => "was not ready in time",
            RestartReason.Launch => "could not be executed",
            RestartReason.OutOfMemory => "was ended by the kernel for want of memory",
            RestartReason.Memory or RestartReason.MemoryPressure or RestartReason.Lifetime or RestartReason.Check
                or RestartReason.Watchdog or RestartReason.Schedule or RestartReason.Command => "was replaced",
        };
        var then = delay is { } wait ? $": restarting it in {wait.TotalSeconds:0.##}s" : "";
        var who = worker.Pid == 0 ? $"worker {worker.Slot}" : $"worker {worker.Slot} (pid {worker.Pid})";
        var why = worker.Refusal.Length > 0 ? $": {worker.Refusal}" : "";
        return new($"{who} {how}{why}{then}");
    }

    private static Effect.Say TooMany(Worker worker, PoolPolicy policy) => new(
        $"worker {worker.Slot} failed more than {policy.MaxRestarts} times in "
        + $"{policy.RestartWindow.TotalSeconds:0.###}s: giving up",
        "the worker's own output says why; --max-restarts sets the limit");
}
