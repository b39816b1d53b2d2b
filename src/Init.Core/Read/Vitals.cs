namespace Init.Core.Read;

/// <summary>What a probe wants to know of a supervisor: a few words, however many workers there are, because probes
/// come often, and telling of each worker keeps the loop from its work.</summary>
public sealed record Vitals(
    SupervisorPhase Phase, IReadOnlyList<AppVitals> Apps, IReadOnlyList<Degradation> Degraded);
