namespace Init.Linux.Cgroups;

/// <summary>A CPU quota as a cgroup's file says it.</summary>
/// <param name="Cpus">CPUs' worth: quota ÷ period; 0: none.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Text">Quota and period, as they stand there.</param>
public sealed record CpuQuota(double Cpus, string File, string Text);
