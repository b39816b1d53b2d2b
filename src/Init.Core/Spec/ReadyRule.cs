namespace Init.Core.Spec;

/// <param name="Kind">What makes a worker ready.</param>
/// <param name="Delay">Only for <see cref="ReadyKind.After"/>, else zero.</param>
public readonly record struct ReadyRule(ReadyKind Kind, TimeSpan Delay);
