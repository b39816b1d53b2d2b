namespace Init.Core.Link;

/// <summary>The outcome of one health check, made by the agent.</summary>
/// <param name="Check">Its place in the app's list of checks.</param>
/// <param name="Slot">Whose worker answered, or failed to; −1: it cannot be told.</param>
/// <param name="Pid">Of that worker; 0: it cannot be told.</param>
/// <param name="Failure">Empty: passed.</param>
public sealed record CheckResult(int Check, int Slot, int Pid, string Failure);
