using Init.Linux.Clock;
using Init.Linux.Interop;
using Init.Linux.Signals;

namespace Init.Linux.Processes;

/// <summary>Our children: those we started and those we inherited as init or subreaper.</summary>
public static unsafe class Children
{
    /// <summary>Looks for an ended child without reaping it, so that its pid (and its process group's number) cannot be
    /// used again yet: the moment to signal what is left of its group.</summary>
    /// <returns>False when no child has ended, or there is none at all.</returns>
    public static bool TryPeekEnded(out int pid, out ExitStatus status) =>
        Wait(C.P_ALL, 0, C.WEXITED | C.WNOHANG | C.WNOWAIT, out pid, out status);

    /// <summary>Reaps one ended child.</summary>
    public static bool TryReap(out int pid, out ExitStatus status) =>
        Wait(C.P_ALL, 0, C.WEXITED | C.WNOHANG, out pid, out status);

    /// <summary>Reaps this one, which has ended.</summary>
    public static void Reap(int pid) => Wait(C.P_PID, (uint)pid, C.WEXITED | C.WNOHANG, out _, out _);

    /// <summary>Reaps whatever ends, until no child is left. SIGCHLD must be blocked: it is waited for.</summary>
    /// <returns>False when there still are some after that time.</returns>
    public static bool ReapAll(TimeSpan max)
    {
        var end = MonotonicClock.Now + max;
        var ended = SignalSet.None.With(Signal.SIGCHLD).ToC();
        while (true)
        {
            while (TryReap(out _, out _))
            {
            }

            var left = end - MonotonicClock.Now;
            if (!Exist || left <= TimeSpan.Zero)
            {
                return !Exist;
            }

            // Whatever comes of it, a signal, the time or EINTR, is looked at above.
            var time = new timespec
            {
                tv_sec = (long)left.TotalSeconds,
                tv_nsec = left.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick,
            };
            _ = Libc.sigtimedwait(&ended, null, &time);
        }
    }

    /// <summary>Orphans of our descendants become our children, as they do of a real PID 1.</summary>
    /// <returns>errno, or 0.</returns>
    public static int BecomeSubreaper() =>
        Libc.prctl(C.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? 0 : LastError.Value;

    /// <summary>One at least, running or ended.</summary>
    private static bool Exist
    {
        get
        {
            siginfo_t info;
            return Libc.waitid(C.P_ALL, 0, &info, C.WEXITED | C.WNOHANG | C.WNOWAIT) == 0;
        }
    }

    private static bool Wait(int type, uint id, int options, out int pid, out ExitStatus status)
    {
        siginfo_t info = default;
        int result;
        do
        {
            result = Libc.waitid(type, id, &info, options);
        }
        while (LastError.IsInterrupted(result));

        // ECHILD is the only other failure here (we have no child); it means the same as "none has ended".
        pid = result == 0 ? info.si_pid : 0;
        status = info.si_code == C.CLD_EXITED ? new ExitStatus(info.si_status, 0) : new ExitStatus(0, info.si_status);
        return pid != 0;
    }
}
