namespace Init.Core.Config;

/// <summary>A value as somebody wrote it, and where.</summary>
/// <param name="Text">Not looked at yet.</param>
/// <param name="Origin">What a message about it begins with: `--workers`, `PM1_WORKERS`, `pm1.yaml:3:14: workers`.
/// </param>
public sealed record Written(string Text, string Origin);
