using System.Collections.Immutable;
using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>A reload, under way or ended. Times are monotonic.</summary>
public sealed record Roll
{
    /// <summary>The one that it leads to.</summary>
    public required int Generation { get; init; }

    /// <summary>Slots whose successor has not been started yet.</summary>
    public required ImmutableSortedSet<int> Pending { get; init; }

    /// <summary>Slots that it is about.</summary>
    public required int Slots { get; init; }
    public required TimeSpan StartedAt { get; init; }

    /// <summary>Slots whose successor has taken over.</summary>
    public int Replaced { get; init; }
    public ReloadOutcome Outcome { get; init; } = ReloadOutcome.Running;
    public TimeSpan? EndedAt { get; init; }

    /// <summary>No further slot before then: the canaries are being watched; null: they are not.</summary>
    public TimeSpan? WatchedUntil { get; init; }

    /// <summary>The canaries are being watched, or have been.</summary>
    public bool HasCanaries { get; init; }

    /// <summary>Why it failed; else empty.</summary>
    public string Why { get; init; } = "";

    /// <summary>The process that failed, or 0.</summary>
    public int FailedPid { get; init; }

    public bool IsRunning => Outcome == ReloadOutcome.Running;
}
