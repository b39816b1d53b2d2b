namespace Init.Core.Pool;

/// <param name="NewConnections">Accepted or queued since the last observation.</param>
/// <param name="Queued">Waiting in an accept queue now.</param>
/// <param name="Busy">Connections of shared ports in the middle of a request, as far as can be seen.</param>
/// <param name="StopIsCaught">Every running worker has a handler of its own for the stop signal, so it may be trusted
/// to finish what it has begun. One that has none dies at once.</param>
public readonly record struct DrainObservation(long NewConnections, long Queued, long Busy, bool StopIsCaught);
