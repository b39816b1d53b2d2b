
namespace Init.Linux.Signals;

/// <summary>The mask and the ignored signals that pm1 was born with, which its children must be born with too.
/// </summary>
/// <param name="Mask">Blocked signals.</param>
/// <param name="Ignored">Signals with disposition SIG_IGN; everything else was SIG_DFL, as exec leaves nothing else.
/// </param>
public sealed record SignalState(SignalSet Mask, SignalSet Ignored)
{
    /// <summary>32 and 33, which the C library keeps for itself, and out of every mask that it sets.</summary>
    public static readonly SignalSet LibrarysOwn = SignalSet.None.With(32).With(33);

    /// <summary>True when posix_spawn(3) cannot give this to a child of ours: it ignores what we must not ignore or
    /// have a handler for, or blocks what the C library never blocks. The launch stage can.</summary>
    public bool NeedsStage =>
        (Ignored.Bits & SignalDetour.Taken.With(Signal.SIGCHLD).Bits) != 0 || (Mask.Bits & LibrarysOwn.Bits) != 0;

    /// <summary>From here on every signal that is sent waits for a signalfd, in whatever thread. (That they are blocked
    /// began before the runtime, with <see cref="BornSignals"/>.)</summary>
    public static SignalState TakeOver()
    {
        Block();
        SignalDetour.Install();
        return new SignalState(BornSignals.Mask, BornSignals.Ignored);
    }

    /// <summary>For a role that wants no signal: each does again what it does to any program.</summary>
    public static void GiveBack() => BareSignals.SetMask(BornSignals.Mask.Bits);

    /// <summary>Makes this process's dispositions and this thread's mask what they were: the last step before execve.
    /// </summary>
    public void Restore()
    {
        for (var signal = 1; signal <= SignalSet.SignalMax; signal++)
        {
            if (Ignored.Contains(signal))
            {
                BareSignals.Ignore(signal);
            }
            else
            {
                // SIGKILL and SIGSTOP have nothing to be reset (EINVAL).
                BareSignals.Reset(signal);
            }
        }

        BareSignals.SetMask(Mask.Bits);
    }

    /// <summary>Blocks everything in the calling thread but faults, which are seen only where they are open.</summary>
    public static void Block() => BareSignals.SetMask(SignalSet.All.Without(SignalDetour.Faults).Bits);
}
