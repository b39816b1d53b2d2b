namespace Init.Core.InitMode;

/// <summary>An init after an event, and what is to be done about it, in this order.</summary>
public readonly record struct InitStep(InitState State, IReadOnlyList<InitEffect> Effects);
