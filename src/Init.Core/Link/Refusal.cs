namespace Init.Core.Link;

/// <summary>Why a command was not carried out; nothing has changed then.</summary>
/// <param name="Kind">What kind of no.</param>
/// <param name="Problem">One line, lower case, no full stop.</param>
/// <param name="Hint">What to do; may be empty.</param>
public sealed record Refusal(RefusalKind Kind, string Problem, string Hint = "");
