namespace Init.Linux.Proc;

/// <summary>One line of /proc/PID/stat, as far as memory is concerned.</summary>
/// <param name="Pid">Of the process.</param>
/// <param name="Parent">Its parent's pid.</param>
/// <param name="Group">Its process group.</param>
/// <param name="ResidentPages">RSS: pages that several processes share count in full for each.</param>
public readonly record struct ProcessEntry(int Pid, int Parent, int Group, long ResidentPages);
