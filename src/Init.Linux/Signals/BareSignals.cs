using System.Runtime.CompilerServices;
using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>Signals of a process that has one thread: blocked, and waited for. The system calls themselves: glibc's
/// wrappers leave out 32 and 33, its own for threads, and which pm1 may have been born with ignored or
/// blocked.</summary>
public static unsafe class BareSignals
{
    private const nint SIG_DFL = 0;
    private const nint SIG_IGN = 1;

    /// <returns>What was blocked before.</returns>
    public static ulong BlockAll() => SetMask(ulong.MaxValue);

    /// <summary>Of the calling thread.</summary>
    /// <returns>What it was.</returns>
    public static ulong SetMask(ulong mask)
    {
        ulong previous = 0;
        _ = BareLibc.syscall(C.SYS_rt_sigprocmask, C.SIG_SETMASK, (nint)(&mask), (nint)(&previous), sizeof(ulong));
        return previous;
    }

    /// <summary>Says a line at a fault of our own. Such a signal that was sent waits like any other.</summary>
    public static void WatchFaults() => SignalDetour.InstallBare();

    public static bool IsIgnored(int signal)
    {
        kernel_sigaction action = default;
        _ = BareLibc.syscall(C.SYS_rt_sigaction, signal, 0, (nint)(&action), sizeof(ulong));
        return action.handler == SIG_IGN;
    }

    public static void Ignore(int signal) => Set(signal, SIG_IGN);

    /// <summary>To SIG_DFL.</summary>
    public static void Reset(int signal) => Set(signal, SIG_DFL);

    /// <summary>Takes one signal that somebody else sent; standard signals that came twice are one, real-time signals
    /// queue.</summary>
    /// <param name="milliseconds">How long to wait for it; −1: for ever.</param>
    /// <returns>Its number, or 0: none came, or the wait was interrupted by a stop.</returns>
    [SkipLocalsInit]
    public static int Wait(int milliseconds)
    {
        siginfo_t origin;
        var all = SignalSet.All.ToC();
        var time = new timespec { tv_nsec = milliseconds * 1_000_000L };
        var signal = BareLibc.sigtimedwait(&all, &origin, milliseconds < 0 ? null : &time);
        if (signal > 0 && SignalDetour.Faults.Contains(signal))
        {
            // Blocked so that it could wait for this; from here on a fault must be seen again.
            SignalDetour.OpenBare();
        }

        // From ourselves is only SIGPIPE, when nobody reads what we write.
        return signal > 0 && (signal != Signal.SIGPIPE || origin.si_pid != BareLibc.getpid()) ? signal : 0;
    }

    private static void Set(int signal, nint handler)
    {
        var action = new kernel_sigaction { handler = handler };
        _ = BareLibc.syscall(C.SYS_rt_sigaction, signal, (nint)(&action), 0, sizeof(ulong));
    }
}
