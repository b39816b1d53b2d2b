namespace Init.Core.InitMode;

/// <summary>Where an init stands. Times are monotonic.</summary>
public sealed record InitState
{
    public InitPhase Phase { get; init; } = InitPhase.Running;

    /// <summary>The child's, mapped; meaningful once it has ended.</summary>
    public int ExitCode { get; init; }

    /// <summary>When SIGTERM came last.</summary>
    public TimeSpan? TermCameAt { get; init; }

    /// <summary>When a delayed SIGTERM is passed on; while killing, when SIGKILL goes out again.</summary>
    public TimeSpan? SignalAt { get; init; }

    /// <summary>When what is left has had its time.</summary>
    public TimeSpan? PhaseEndsAt { get; init; }

    /// <summary>Signals of which the next one is nobody's.</summary>
    public IReadOnlyList<int> SwallowedOnce { get; init; } = [];

    /// <summary>When a tick is due; null: never.</summary>
    public TimeSpan? NextDeadline => PhaseEndsAt is null || SignalAt < PhaseEndsAt ? SignalAt : PhaseEndsAt;
}
