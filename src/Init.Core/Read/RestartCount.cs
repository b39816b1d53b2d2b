namespace Init.Core.Read;

public sealed record RestartCount(RestartReason Reason, long Count);
