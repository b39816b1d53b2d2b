namespace Init.Core.Pool;

/// <summary>A pool after an event, and what is to be done about it.</summary>
public readonly record struct PoolStep(PoolState State, IReadOnlyList<Effect> Effects);
