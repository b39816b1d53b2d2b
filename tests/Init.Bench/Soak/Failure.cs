namespace Init.Bench.Soak;

/// <param name="LocalPort">The client's; 0: it had no connection.</param>
/// <param name="At">When it was known, as Stopwatch counts.</param>
internal sealed record Failure(Outcome Outcome, int LocalPort, long At);
