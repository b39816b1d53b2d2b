namespace Init.Core.Read;

public sealed record ReloadCount(ReloadOutcome Outcome, long Count);
