namespace Init.Linux.Seccomp;

/// <summary>A system call that waits for our answer.</summary>
/// <param name="Id">The kernel's cookie for it.</param>
/// <param name="Thread">Who called, as a thread number of our pid namespace.</param>
/// <param name="Number">Which call.</param>
public readonly record struct StoppedCall(
    ulong Id, int Thread, CallNumber Number, ulong Arg0, ulong Arg1, ulong Arg2, ulong Arg3, ulong Arg4);
