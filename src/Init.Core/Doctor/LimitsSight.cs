namespace Init.Core.Doctor;

/// <param name="Workers">How many there are to be.</param>
/// <param name="FilesSoft">Descriptors; null: unknown.</param>
/// <param name="FilesHard">As far as pm1 raises it.</param>
/// <param name="Processes">Processes and threads of this user; null: no limit.</param>
/// <param name="Tasks">The same of the cgroup; null: no limit.</param>
/// <param name="TasksUsed">Of those; null: unknown.</param>
public sealed record LimitsSight(
    int Workers, ulong? FilesSoft, ulong? FilesHard, ulong? Processes, long? Tasks, long? TasksUsed);
