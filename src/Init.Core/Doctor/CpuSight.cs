using Init.Core.Read;

namespace Init.Core.Doctor;

/// <param name="Quota">CPUs' worth; 0: none.</param>
/// <param name="QuotaPlace">The file that says so, and its text.</param>
/// <param name="Cgroup">Which cgroup can be seen; empty: none.</param>
/// <param name="Affinity">CPUs that this process may run on.</param>
/// <param name="Workers">How many `run` would start.</param>
/// <param name="Source">What decided that.</param>
/// <param name="Written">As the option has it.</param>
public sealed record CpuSight(
    double Quota, string QuotaPlace, string Cgroup, int Affinity, int Workers, WorkersSource Source, string Written);
