using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>The machine whose PID 1 we may be. In a container nothing here but the question is ever called.</summary>
public static class Machine
{
    private const int Everybody = -1;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>The inode of the pid namespace that the kernel itself makes (include/linux/proc_ns.h).</summary>
    private const ulong FirstPidNamespace = 0xEFFFFFFC;

    /// <summary>Asks whether we are its PID 1, by what inits do first of all: Ctrl-Alt-Del shall be a SIGINT for us,
    /// and not a reboot on the spot. kernel/reboot.c allows that in the first pid namespace alone (EINVAL in others)
    /// and with CAP_SYS_BOOT alone (else EPERM), which a machine's PID 1 has. Where /proc shows another namespace
    /// already the call is not made: a container's guards shall never see it.</summary>
    public static bool Claim() =>
        Self.Pid == 1 && Self.PidNamespace is 0 or FirstPidNamespace && Libc.reboot(C.RB_DISABLE_CAD) == 0;

    /// <summary>To every process but this one. kill(2) spares PID 1, and the kernel's own threads do not listen.
    /// ESRCH is ordinary: nobody is left.</summary>
    public static void SignalOthers(int signal) => Libc.kill(Everybody, signal);

    /// <summary>Waits until standard output and error have left for the console; without end when it is stopped.
    /// </summary>
    public static void DrainConsole()
    {
        // What is no terminal has nothing to wait for (ENOTTY).
        _ = Libc.tcdrain(StandardOutput);
        _ = Libc.tcdrain(StandardError);
    }

    /// <summary>Writes what is to be written and cuts the power; the kernel halts where it cannot do that.</summary>
    /// <returns>errno, as it returns only when it has failed.</returns>
    public static int PowerOff()
    {
        Libc.sync();
        _ = Libc.reboot(C.RB_POWER_OFF);
        return LastError.Value;
    }
}
