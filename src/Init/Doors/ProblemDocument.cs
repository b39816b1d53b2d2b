namespace Init.Doors;

/// <param name="Error">What could not be done to what, and why.</param>
/// <param name="Hint">What to do; may be empty.</param>
internal sealed record ProblemDocument(string Error, string Hint);
