using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>A drain under way.</summary>
public sealed record Drain
{
    public required DrainPhase Phase { get; init; }
    public required TimeSpan StartedAt { get; init; }

    /// <summary>When the latest stop signal that counted came.</summary>
    public required TimeSpan LastStopAt { get; init; }

    /// <summary>No new connection since then.</summary>
    public required TimeSpan QuietSince { get; init; }

    /// <summary>From here on the termination grace is needed for the end itself: what still runs is killed.</summary>
    public required TimeSpan KillAt { get; init; }

    /// <summary>When the delay ended; null: it has not.</summary>
    public TimeSpan? DelayEndedAt { get; init; }
    public TimeSpan? EndedAt { get; init; }

    /// <summary>When the phase is over whatever is observed.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Observations in a row that saw nothing left to wait for.</summary>
    public int QuietObservations { get; init; }

    /// <summary>Workers that had to be killed.</summary>
    public int Forced { get; init; }

    /// <summary>Stop signals so far; a drain command is none, as the signal of the same end follows it.</summary>
    public int Signals { get; init; }
}
