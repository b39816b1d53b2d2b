namespace Init.Core.InitMode;

/// <summary>Something that happened to an init.</summary>
/// <param name="Value">A signal, or the child's exit code (128 + n for a signal), or 0: as the kind says.</param>
public readonly record struct InitEvent(InitEventKind Kind, int Value = 0);
