namespace Init.Core.InitMode;

/// <summary>What init mode is to do; decided here, done elsewhere.</summary>
/// <param name="Value">A signal or an exit code, as the kind says.</param>
public readonly record struct InitEffect(InitEffectKind Kind, int Value = 0);
