namespace Init.Core.Cluster;

/// <summary>Somebody who may get a connection.</summary>
/// <param name="Id">A worker's pid.</param>
/// <param name="Weight">Above 0.</param>
/// <param name="Open">Connections that it has, as far as is known.</param>
public readonly record struct Turn(int Id, long Weight, int Open);
