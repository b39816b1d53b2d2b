namespace Init.Core.Cluster;

/// <summary>Somebody who may get a connection.</summary>
/// <param name="Id">A worker's pid.</param>
/// <param name="Weight">Above 0.</param>
/// <param name="Open">Connections that it has, as far as is known.</param>
/// <param name="Rests">It has enough for the moment: it is not chosen, and not forgotten either.</param>
public readonly record struct Turn(int Id, long Weight, int Open, bool Rests = false);
