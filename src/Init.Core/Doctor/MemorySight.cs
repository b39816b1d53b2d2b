namespace Init.Core.Doctor;

/// <param name="Limit">Bytes; null: none.</param>
/// <param name="Used">Bytes of it; null: unknown.</param>
/// <param name="LimitPlace">The file that says so.</param>
/// <param name="Machine">Bytes that the machine has; null: unknown.</param>
/// <param name="Pressure">The first line of the cgroup's memory.pressure; empty: it cannot be read.</param>
public sealed record MemorySight(long? Limit, long? Used, string LimitPlace, long? Machine, string Pressure);
