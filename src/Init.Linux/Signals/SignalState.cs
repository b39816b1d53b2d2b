using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>The mask and the ignored signals that pm1 was born with, which its children must be born with too.
/// </summary>
/// <param name="Mask">Blocked signals.</param>
/// <param name="Ignored">Signals with disposition SIG_IGN; everything else was SIG_DFL, as exec leaves nothing else.
/// </param>
public sealed record SignalState(SignalSet Mask, SignalSet Ignored)
{
    private const nint SIG_DFL = 0;
    private const nint SIG_IGN = 1;

    /// <summary>Reads both and then takes over: from here on every signal that is sent waits for a signalfd.</summary>
    /// <remarks>Must run before any other thread is started: threads inherit the mask. One exists already, the runtime's
    /// finalizer thread, with everything open; <see cref="SignalDetour"/> closes it when a signal finds it. Handlers also
    /// keep SIGPIPE from ending us and SIGCHLD from being ignored, in which case the kernel would reap by itself.
    /// </remarks>
    public static SignalState TakeOver()
    {
        var ignored = SignalSet.None;
        for (var signal = 1; signal <= SignalSet.SignalMax; signal++)
        {
            ignored = Disposition(signal) == SIG_IGN ? ignored.With(signal) : ignored;
        }

        // First the mask: a signal that comes in between must wait, whether it was ignored before or not.
        var previous = Block();
        SignalDetour.Install();
        return new SignalState(previous, ignored);
    }

    /// <summary>Makes this process's dispositions and this thread's mask what they were: the last step before execve.
    /// </summary>
    public void Restore()
    {
        for (var signal = 1; signal <= SignalSet.SignalMax; signal++)
        {
            if (signal is not (Signal.SIGKILL or Signal.SIGSTOP))
            {
                SetDisposition(signal, Ignored.Contains(signal) ? SIG_IGN : SIG_DFL);
            }
        }

        SetMask(Mask);
    }

    /// <summary>Blocks everything in the calling thread but faults, which are seen only where they are open.</summary>
    /// <returns>What was blocked before.</returns>
    public static SignalSet Block() => SetMask(SignalSet.All.Without(SignalDetour.Faults));

    private static unsafe SignalSet SetMask(SignalSet mask)
    {
        var set = mask.ToC();
        sigset_t previous;
        _ = Libc.pthread_sigmask(C.SIG_SETMASK, &set, &previous);
        return new SignalSet(previous.first);
    }

    // The system call itself: glibc's wrapper keeps quiet about 32 and 33, its own. (33 has a handler of glibc's by
    // now.)
    private static unsafe nint Disposition(int signal)
    {
        kernel_sigaction action;
        return Libc.syscall(C.SYS_rt_sigaction, signal, 0, (nint)(&action), sizeof(ulong), 0, 0) == 0
            ? action.handler : SIG_DFL;
    }

    private static unsafe void SetDisposition(int signal, nint handler)
    {
        // glibc keeps 32 and 33 for itself and answers EINVAL: they cannot be anybody's but its own.
        var action = new sigaction_t { sa_handler = handler };
        _ = Libc.sigaction(signal, &action, null);
    }
}
