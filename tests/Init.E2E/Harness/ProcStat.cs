namespace Init.E2E.Harness;

/// <param name="State">As /proc/PID/stat has it: R, S, Z…</param>
/// <param name="Parent">Its parent's pid.</param>
/// <param name="Group">Its process group.</param>
/// <param name="ForegroundGroup">That of its terminal, −1 without one.</param>
/// <param name="Started">Clock ticks since boot: with the pid, the identity of a process.</param>
internal sealed record ProcStat(char State, int Parent, int Group, int ForegroundGroup, string Started);
