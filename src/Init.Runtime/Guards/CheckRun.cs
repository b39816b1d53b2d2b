namespace Init.Runtime.Guards;

/// <summary>One run of an exec check.</summary>
/// <param name="Check">Its place in the app's list.</param>
/// <param name="Worker">Whom it is about.</param>
/// <param name="EndsAt">When its time is up.</param>
/// <param name="IsLate">It has been killed for that.</param>
internal sealed record CheckRun(int Check, GuardedWorker Worker, TimeSpan EndsAt, bool IsLate);
