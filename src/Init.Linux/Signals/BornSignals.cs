
namespace Init.Linux.Signals;

/// <summary>What this process was born with, recorded before the runtime starts: that ignores SIGPIPE, has handlers for
/// some signals, opens others, and forgets what it found.</summary>
public static class BornSignals
{
    // No initializers: nothing may have to be initialized before the runtime.
    private static ulong mask;
    private static ulong ignored;

    /// <summary>Blocked ones.</summary>
    public static SignalSet Mask => new(mask);

    /// <summary>Those with the disposition SIG_IGN; all others had SIG_DFL, as exec leaves nothing else.</summary>
    public static SignalSet Ignored => new(ignored);

    /// <summary>True when posix_spawn(3) cannot give this to a child of ours before the runtime is started; see
    /// <see cref="SignalState.NeedsStage"/>.</summary>
    public static bool NeedStage => Ignored.Contains(Signal.SIGCHLD) || (mask & (1UL << 31 | 1UL << 32)) != 0;

    /// <summary>Records, and blocks everything: threads that the runtime starts inherit that, so that a signal can only
    /// go to a signalfd. SIGCHLD is no longer ignored, or the kernel would reap children by itself.</summary>
    public static void TakeOver()
    {
        mask = BareSignals.BlockAll();
        for (var signal = 1; signal <= SignalSet.SignalMax; signal++)
        {
            ignored |= BareSignals.IsIgnored(signal) ? 1UL << (signal - 1) : 0;
        }

        if (Ignored.Contains(Signal.SIGCHLD))
        {
            BareSignals.Reset(Signal.SIGCHLD);
        }
    }
}
