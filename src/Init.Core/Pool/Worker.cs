using System.Collections.Immutable;
using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>One slot of the pool and what runs in it. Times are monotonic.</summary>
public sealed record Worker
{
    public required int Slot { get; init; }
    public WorkerState State { get; init; } = WorkerState.Stopped;

    /// <summary>0 while no process exists.</summary>
    public int Pid { get; init; }

    /// <summary>When the state's time is up: end of backoff, ready timeout, stop timeout; null: never.</summary>
    public TimeSpan? Deadline { get; init; }
    public TimeSpan SpawnedAt { get; init; }
    public TimeSpan? ExecutedAt { get; init; }
    public TimeSpan? ReadyAt { get; init; }
    public long Restarts { get; init; }

    /// <summary>Its program ended with code 0 and is not started again: it has done its work.</summary>
    public bool IsDone { get; init; }

    /// <summary>Failures in a row, for the backoff.</summary>
    public int Failures { get; init; }

    /// <summary>When it failed lately, on this slot's own clock, which stands still during backoff.</summary>
    public ImmutableList<TimeSpan> FailedAt { get; init; } = [];

    /// <summary>What this slot's own clock has left out so far.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Why it is being stopped although the pool did not ask; null: because the pool asked.</summary>
    public RestartReason? StopReason { get; init; }

    /// <summary>Why its program could not be executed, or its port not be bound; empty: neither happened.</summary>
    public string Refusal { get; init; } = "";
    public string RefusalHint { get; init; } = "";

    /// <summary>The shell's code for it when the program could not be executed, or 0.</summary>
    public int LaunchCode { get; init; }
}
