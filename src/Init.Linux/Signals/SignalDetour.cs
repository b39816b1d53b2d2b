using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>
/// The one signal handler of pm1. Constraints: every thread blocks signals, so that they wait for whoever reads them;
/// but a fault of our own (a page that is not there) is seen only where it is open, else the kernel ends us without a
/// word, and the runtime opens the signal by which it stops threads. Such a signal may as well have been sent by
/// somebody, for the child. <br/>
/// Scheme: a thread that is interrupted by what somebody *sent* blocks everything from there on and sends the signal on
/// to the process, with its sender as it was, where it waits with the others. What the processor *raised* goes to the
/// runtime, which makes an exception of it if it was our own code; else one line is written and pm1 ends. <br/>
/// The handler is a managed function that the kernel calls as it is, because both conventions of x86-64 pass three
/// numbers alike. [UnmanagedCallersOnly] would be wrong: it ends the process when the fault comes from managed code. So
/// nothing in here may allocate, lock, throw, or enter the runtime, which need not even have been started, or may be
/// collecting garbage at this moment: a thread that it makes wait in here would wait for ever.
/// </summary>
internal static unsafe class SignalDetour
{
    /// <summary>What the processor raises, or seccomp. Open while pm1 runs; blocked while one that was sent waits.
    /// </summary>
    internal static SignalSet Faults => new(FaultBits);

    /// <summary>Those that have a handler in pm1.</summary>
    internal static SignalSet Taken => new(FaultBits | 1UL << (RuntimesOwn - 1));

    private const ulong FaultBits =
        1UL << (Signal.SIGILL - 1) | 1UL << (Signal.SIGTRAP - 1) | 1UL << (Signal.SIGBUS - 1)
        | 1UL << (Signal.SIGFPE - 1) | 1UL << (Signal.SIGSEGV - 1) | 1UL << (Signal.SIGSYS - 1);

    /// <summary>SIGRTMIN, by which the runtime stops a thread of its own to collect garbage.</summary>
    internal const int RuntimesOwn = 34;

    /// <summary>EX_SOFTWARE: the code of every failure of pm1 itself.</summary>
    private const int ExitInternal = 70;
    private const int StandardError = 2;

    private static int pid;
    private static nint runtimesSegv;
    private static nint runtimesFpe;
    private static nint runtimesOwn;

    /// <summary>In a process in which the runtime has been started.</summary>
    internal static void Install()
    {
        runtimesSegv = HandlerOf(Signal.SIGSEGV);
        runtimesFpe = HandlerOf(Signal.SIGFPE);
        runtimesOwn = HandlerOf(RuntimesOwn);
        Install(Taken);
    }

    /// <summary>Before the runtime, which is never started then. What is ignored stays so, for the child.</summary>
    internal static void InstallBare()
    {
        Install(Faults.Without(BornSignals.Ignored));
        OpenBare();
    }

    internal static void OpenBare() => BareSignals.SetMask(~Faults.Without(BornSignals.Ignored).Bits);

    private static void Install(SignalSet signals)
    {
        pid = BareLibc.getpid();

        // On the alternate stack, as the runtime's handlers: they find out there that a stack has overflowed.
        var action = new sigaction_t
        {
            sa_handler = (nint)(delegate*<int, siginfo_t*, ucontext_t*, void>)&Take,
            sa_mask = SignalSet.All.ToC(),
            sa_flags = C.SA_SIGINFO | C.SA_ONSTACK | C.SA_RESTART,
        };
        for (var signal = 1; signal <= SignalSet.SignalMax; signal++)
        {
            if (signals.Contains(signal))
            {
                _ = BareLibc.sigaction(signal, &action, null);
            }
        }
    }

    private static nint HandlerOf(int signal)
    {
        sigaction_t action;
        return BareLibc.sigaction(signal, null, &action) == 0 ? action.sa_handler : 0;
    }

    private static void Take(int signal, siginfo_t* origin, ucontext_t* interrupted)
    {
        // A positive code is the kernel's own word for what happened, which nobody can send from outside.
        if (origin->si_code > 0 && (FaultBits & (1UL << (signal - 1))) != 0)
        {
            TakeFault(signal, origin, interrupted);
        }
        else if (signal == RuntimesOwn && origin->si_code == C.SI_TKILL && origin->si_pid == pid)
        {
            Call(runtimesOwn, signal, origin, interrupted);
        }
        else
        {
            // Of another thread than the first, the kernel takes no other code for what it already knows the sender of.
            interrupted->uc_sigmask = ulong.MaxValue;
            origin->si_code = C.SI_QUEUE;
            _ = HandlerLibc.syscall(C.SYS_rt_sigqueueinfo, pid, signal, (nint)origin);
        }
    }

    private static void TakeFault(int signal, siginfo_t* origin, ucontext_t* interrupted)
    {
        var place = interrupted->rip;
        var runtimes = signal == Signal.SIGSEGV ? runtimesSegv : signal == Signal.SIGFPE ? runtimesFpe : 0;
        Call(runtimes, signal, origin, interrupted);
        if (interrupted->rip != place)
        {
            // The thread goes on where the runtime throws: Program has the last word.
            return;
        }

        var line = LineOf(signal);
        fixed (byte* text = line)
        {
            _ = HandlerLibc.syscall(C.SYS_write, StandardError, (nint)text, line.Length);
        }

        _ = HandlerLibc.syscall(C.SYS_exit_group, ExitInternal, 0, 0);
    }

    /// <summary>As a managed function, for the same reason: nothing comes before or after the call. SIG_DFL and SIG_IGN
    /// are no functions, and the compiler takes an address that is not aligned for something else.</summary>
    private static void Call(nint function, int signal, siginfo_t* origin, ucontext_t* interrupted)
    {
        if (function != 0 && (function & 3) == 0)
        {
            ((delegate*<int, siginfo_t*, ucontext_t*, void>)function)(signal, origin, interrupted);
        }
    }

    // Bytes that are part of the program: nothing can be put together in here.
    private static ReadOnlySpan<byte> LineOf(int signal) => signal switch
    {
        Signal.SIGILL => "pm1: internal error: illegal instruction (SIGILL)\n"u8,
        Signal.SIGTRAP => "pm1: internal error: breakpoint (SIGTRAP)\n"u8,
        Signal.SIGBUS => "pm1: internal error: memory that cannot be read, such as of a file cut short (SIGBUS)\n"u8,
        Signal.SIGFPE => "pm1: internal error: arithmetic fault (SIGFPE)\n"u8,
        Signal.SIGSYS => "pm1: internal error: a system call that seccomp refuses (SIGSYS)\n"u8,
        _ => "pm1: internal error: memory fault (SIGSEGV)\n"u8,
    };
}
