namespace Init.Core.Pool;

/// <param name="Pid">Of <see cref="WorkerEventKind.Spawned"/>.</param>
/// <param name="Code">Exit code of <see cref="WorkerEventKind.Exited"/>; the shell's code (126, 127) of
/// <see cref="WorkerEventKind.LaunchFailed"/>.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
/// <param name="Reason">In words, of LaunchFailed and BindRefused.</param>
/// <param name="Hint">What to do about it.</param>
public readonly record struct WorkerEvent(
    WorkerEventKind Kind, int Pid = 0, int Code = 0, int Signal = 0, string Reason = "", string Hint = "");
