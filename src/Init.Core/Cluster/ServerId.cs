namespace Init.Core.Cluster;

/// <summary>Which server of a program it is, the same in all its workers.</summary>
/// <param name="Index">Only where the port is 0: the n-th such server.</param>
public readonly record struct ServerId(ServerFamily Family, string Address, int Port, int Fd, int Index);
