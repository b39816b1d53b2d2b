namespace Init.Core.Doctor;

/// <param name="Version">pm1's own.</param>
/// <param name="Adoption">Becoming a subreaper.</param>
/// <param name="Proc">Reading our own /proc.</param>
/// <param name="Launch">Starting a child by way of the launch stage.</param>
/// <param name="LaunchMilliseconds">From its spawn until its program ran.</param>
public sealed record ProcessSight(
    string Version, int Pid, int Parent, Trial Adoption, Trial Proc, Trial Launch, double LaunchMilliseconds);
