namespace Init.Core.Read;

/// <param name="Quota">CPUs' worth of the tightest quota on the way to the root; 0: none.</param>
/// <param name="Affinity">CPUs of the affinity mask, at least 1.</param>
/// <param name="Source">What decided the number of workers.</param>
public sealed record CpuSnapshot(double Quota, int Affinity, WorkersSource Source);
