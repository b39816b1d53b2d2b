using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>kill(2). Only for children that have not been reaped: until then the kernel cannot give their number to
/// anybody else.</summary>
public static class ProcessSignal
{
    /// <returns>errno, or 0. ESRCH and EPERM (a setuid child) are ordinary.</returns>
    public static int Send(int pid, int signal) => pid <= 0 ? Errno.ESRCH : Kill(pid, signal);

    /// <summary>To one that is stopped (SIGSTOP), so that it takes the signal before it does anything else when it goes on. A
    /// signal to the process would be taken by whichever thread wakes first, and its main thread may have accepted a
    /// connection by the time that one has died of it. A main thread that blocks it leaves it to another, as ever.
    /// </summary>
    /// <returns>errno, or 0.</returns>
    public static int SendToStopped(int pid, int signal)
    {
        if (pid <= 0)
        {
            return Errno.ESRCH;
        }

        if (ProcessStatus.Blocked(pid)?.Contains(signal) ?? true)
        {
            return Kill(pid, signal);
        }

        return Libc.syscall(C.SYS_tgkill, pid, pid, signal, 0, 0, 0) == 0 ? 0 : LastError.Value;
    }

    /// <summary>To every process of a child's group.</summary>
    public static int SendToGroup(int leader, int signal) => leader <= 1 ? Errno.ESRCH : Kill(-leader, signal);

    /// <summary>To everything in our pid namespace but ourselves. Only PID 1 may: to anybody else it is the whole
    /// machine.</summary>
    public static int SendToAll(int signal) => Libc.getpid() == 1 ? Kill(-1, signal) : Errno.EPERM;

    // To kill(2), 0 is our own group and −1 is everybody: a process that is not there must never become either.
    private static int Kill(int target, int signal) => Libc.kill(target, signal) == 0 ? 0 : LastError.Value;
}
