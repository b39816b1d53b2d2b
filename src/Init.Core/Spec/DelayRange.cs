namespace Init.Core.Spec;

/// <summary>How long to go on accepting after the stop signal: at least Min, at most Max, ended early by quiet.</summary>
public readonly record struct DelayRange(TimeSpan Min, TimeSpan Max);
