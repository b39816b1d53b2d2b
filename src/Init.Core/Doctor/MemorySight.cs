namespace Init.Core.Doctor;

/// <param name="Limit">Bytes; null: none.</param>
/// <param name="Used">Bytes of it that cannot be dropped; null: unknown.</param>
/// <param name="Cgroup">Which one can be seen.</param>
/// <param name="Machine">Bytes that the machine has; null: unknown.</param>
/// <param name="Pressure">The first line of the cgroup's memory.pressure; empty: it cannot be read.</param>
public sealed record MemorySight(long? Limit, long? Used, string Cgroup, long? Machine, string Pressure);
