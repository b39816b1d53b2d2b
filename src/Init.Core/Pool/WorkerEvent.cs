namespace Init.Core.Pool;

/// <param name="Pid">Of <see cref="WorkerEventKind.Spawned"/>.</param>
/// <param name="Code">Exit code of <see cref="WorkerEventKind.Exited"/>; the shell's code (126, 127) of
/// <see cref="WorkerEventKind.LaunchFailed"/>.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
/// <param name="Reason">In words, of LaunchFailed and BindRefused; what Says says.</param>
/// <param name="Hint">What to do about it.</param>
public readonly record struct WorkerEvent(
    WorkerEventKind Kind, int Pid = 0, int Code = 0, int Signal = 0, string Reason = "", string Hint = "")
{
    /// <summary>Of Exited: the kernel ended it for want of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Of Leaving: it does so by a decision of its program's, so that it has not failed.</summary>
    public bool IsVoluntary { get; init; }

    /// <summary>Of Extends: from now on.</summary>
    public TimeSpan Extension { get; init; }

    /// <summary>Of SeenBusy: it has a handler of its own for the stop signal.</summary>
    public bool StopIsCaught { get; init; }

    /// <summary>Of SeenBusy: only on connections on which it has answered before, and nothing waits for it.</summary>
    public bool OnlyKept { get; init; }
}
