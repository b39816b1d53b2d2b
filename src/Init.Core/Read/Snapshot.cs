namespace Init.Core.Read;

/// <summary>The one read model of a supervisor, immutable: what probes, metrics and the command line see.</summary>
public sealed record Snapshot
{
    public int Version { get; init; } = 1;

    /// <summary>pm1's own version.</summary>
    public required string Pm1 { get; init; }
    public required int Pid { get; init; }
    public required double UptimeSeconds { get; init; }
    public required SupervisorPhase Phase { get; init; }
    public required IReadOnlyList<AppSnapshot> Apps { get; init; }

    /// <summary>What is degraded in this environment, each said once on stderr as well.</summary>
    public IReadOnlyList<Degradation> Degraded { get; init; } = [];

    /// <summary>null until a drain has begun.</summary>
    public DrainSnapshot? Drain { get; init; }
    public required CpuSnapshot Cpu { get; init; }
}
