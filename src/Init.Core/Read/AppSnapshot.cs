using Init.Core.Spec;

namespace Init.Core.Read;

public sealed record AppSnapshot
{
    public required string Name { get; init; }
    public required ShareMode Share { get; init; }
    public required Balance Balance { get; init; }
    public required IReadOnlyList<PortSnapshot> Ports { get; init; }

    /// <summary>The newest one of which a worker has been started; 1 is the first.</summary>
    public required int Generation { get; init; }
    public required int Wanted { get; init; }
    public required int Ready { get; init; }

    /// <summary>At one moment every wanted worker was ready, or had finished with code 0 for good.</summary>
    public required bool Started { get; init; }

    /// <summary>Since pm1 started, by reason, every reason present.</summary>
    public required IReadOnlyList<RestartCount> Restarts { get; init; }

    /// <summary>Since pm1 started, by outcome, every ended outcome present.</summary>
    public IReadOnlyList<ReloadCount> Reloads { get; init; } = [];

    /// <summary>The latest one; null: none yet.</summary>
    public ReloadSnapshot? Reload { get; init; }

    /// <summary>Stopped by command, to be started by command.</summary>
    public bool Paused { get; init; }

    /// <summary>By slot. During a replacement a slot has two: the old one and its successor.</summary>
    public required IReadOnlyList<WorkerSnapshot> Workers { get; init; }
}
