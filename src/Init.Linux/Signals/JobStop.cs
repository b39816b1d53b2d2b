using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>Stopping ourselves as a terminal's keys stop a job.</summary>
public static unsafe class JobStop
{
    /// <summary>Stops our process group, ourselves last, until SIGCONT comes. The kernel does not do it where nobody
    /// could let us go on (an orphaned process group, PID 1), which is why it is SIGTSTP in its usual meaning and not
    /// SIGSTOP.</summary>
    /// <returns>Whether we were stopped, and so told to go on: that SIGCONT is still to be read.</returns>
    public static bool StopGroup()
    {
        // A SIGCONT that has come already would be discarded by the stop.
        if (IsToldToGoOn)
        {
            return true;
        }

        // Blocked, it waits for us while the others stop.
        _ = Libc.kill(0, Signal.SIGTSTP);
        var open = SignalSet.None.With(Signal.SIGTSTP).ToC();
        _ = Libc.pthread_sigmask(C.SIG_UNBLOCK, &open, null);
        SignalState.Block();
        return IsToldToGoOn;
    }

    private static bool IsToldToGoOn
    {
        get
        {
            sigset_t pending;
            return Libc.sigpending(&pending) == 0 && new SignalSet(pending.first).Contains(Signal.SIGCONT);
        }
    }

    /// <summary>Stops us alone until SIGCONT comes. PID 1 cannot be stopped.</summary>
    public static void StopSelf() => _ = Libc.kill(Libc.getpid(), Signal.SIGSTOP);
}
