using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>Stopping ourselves as a terminal's keys stop a job.</summary>
public static unsafe class JobStop
{
    /// <summary>Stops our process group, ourselves last, until SIGCONT comes. The kernel does not do it where nobody
    /// could let us go on (an orphaned process group, PID 1), which is why it is SIGTSTP in its default meaning and not
    /// SIGSTOP; then this returns at once.</summary>
    public static void StopGroup()
    {
        // Blocked, it waits for us while the others stop.
        _ = Libc.kill(0, Signal.SIGTSTP);
        sigaction_t ours;
        var theirs = default(sigaction_t);
        _ = Libc.sigaction(Signal.SIGTSTP, &theirs, &ours);
        var open = SignalSet.None.With(Signal.SIGTSTP).ToC();
        _ = Libc.pthread_sigmask(C.SIG_UNBLOCK, &open, null);
        _ = SignalState.Block();
        _ = Libc.sigaction(Signal.SIGTSTP, &ours, null);
    }

    /// <summary>Stops us alone until SIGCONT comes. PID 1 cannot be stopped.</summary>
    public static void StopSelf() => _ = Libc.kill(Libc.getpid(), Signal.SIGSTOP);
}
