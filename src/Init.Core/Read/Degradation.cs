namespace Init.Core.Read;

/// <param name="Feature">What is lost, one word: `admin`, `socket`, `share`, `subreaper`…</param>
/// <param name="Message">What failed, on what, why.</param>
/// <param name="Hint">What to do.</param>
public sealed record Degradation(string Feature, string Message, string Hint);
