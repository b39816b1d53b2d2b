using Init.Core.Spec;

namespace Init.Core.Read;

public sealed record AppSnapshot
{
    public required string Name { get; init; }
    public required ShareMode Share { get; init; }
    public required Balance Balance { get; init; }
    public required IReadOnlyList<PortSnapshot> Ports { get; init; }
    public required int Generation { get; init; }
    public required int Wanted { get; init; }
    public required int Ready { get; init; }

    /// <summary>At one moment every wanted worker was ready, or had finished with code 0 for good.</summary>
    public required bool Started { get; init; }

    /// <summary>Since pm1 started, by reason, every reason present.</summary>
    public required IReadOnlyList<RestartCount> Restarts { get; init; }
    public required IReadOnlyList<WorkerSnapshot> Workers { get; init; }
}
