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
            if (!IsAnyLeft || left <= TimeSpan.Zero)
            {
                return !IsAnyLeft;
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

    /// <summary>Whether there is any, ended or not.</summary>
    public static bool IsAnyLeft
    {
        get
        {
            siginfo_t info;
            return Libc.waitid(C.P_ALL, 0, &info, C.WEXITED | C.WNOHANG | C.WNOWAIT) == 0;
        }
    }

    /// <summary>All of them, as /proc shows them. None of these pids can be anybody else's as long as only the caller
    /// reaps.</summary>
    /// <returns>null where /proc cannot tell.</returns>
    public static IReadOnlyList<int>? All()
    {
        // Orphans come to the first thread of a process, and we start children from it.
        try
        {
            var text = File.ReadAllText($"/proc/self/task/{Libc.getpid()}/children");
            return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        }
        catch (FileNotFoundException)
        {
            // A kernel without CONFIG_PROC_CHILDREN: every process is asked for its parent.
            return [.. ProcessStatus.All().Where(pid => ProcessStatus.Parent(pid) == Libc.getpid())];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether orphans of our descendants come to us. It outlives exec, so whoever started us may have asked.
    /// </summary>
    public static bool IsSubreaper
    {
        get
        {
            int answer = 0;
            return Libc.prctl(C.PR_GET_CHILD_SUBREAPER, (nuint)(&answer), 0, 0, 0) == 0 && answer != 0;
        }
    }

    /// <summary>Whether this child has been stopped since it was last asked for.</summary>
    /// <param name="signal">By which signal.</param>
    public static bool TryTakeStop(int pid, out int signal)
    {
        siginfo_t info;
        signal = 0;
        if (!Ask(C.P_PID, (uint)pid, &info, C.WSTOPPED | C.WNOHANG))
        {
            return false;
        }

        if (info.si_code == C.CLD_TRAPPED)
        {
            LetGo(pid, info.si_status);
            return false;
        }

        signal = info.si_status;
        return true;
    }

    private static bool Wait(int type, uint id, int options, out int pid, out ExitStatus status)
    {
        siginfo_t info;
        while (Ask(type, id, &info, options))
        {
            if (info.si_code is C.CLD_EXITED or C.CLD_KILLED or C.CLD_DUMPED)
            {
                pid = info.si_pid;
                status = info.si_code == C.CLD_EXITED ? new(info.si_status, 0) : new(0, info.si_status);
                return true;
            }

            LetGo(info.si_pid, info.si_status);
        }

        pid = 0;
        status = default;
        return false;
    }

    /// <returns>False also when there is no child at all (ECHILD, the only failure here).</returns>
    private static bool Ask(int type, uint id, siginfo_t* info, int options)
    {
        int result;
        do
        {
            *info = default;
            result = Libc.waitid(type, id, info, options);
        }
        while (LastError.IsInterrupted(result));
        return result == 0 && info->si_pid != 0;
    }

    /// <summary>A child that calls PTRACE_TRACEME makes its parent its tracer, asked or not. Its stops are then told
    /// whatever waitid(2) was asked for, and nobody but us can end them: it goes on untraced, with the signal that it
    /// stopped for; the SIGTRAP of an exec was meant for a debugger.</summary>
    private static void LetGo(int pid, int signal)
    {
        // Taken first, so that the same stop is not told for ever where seccomp refuses ptrace(2).
        siginfo_t info;
        _ = Ask(C.P_PID, (uint)pid, &info, C.WSTOPPED | C.WNOHANG);
        var passedOn = signal == Signal.SIGTRAP ? 0 : signal;
        _ = Libc.syscall(C.SYS_ptrace, C.PTRACE_DETACH, pid, 0, passedOn, 0, 0);
    }
}
