using Init.Doors;

namespace Init.Agent;

/// <summary>What a connection came in through; a feature of the connection that its requests find.</summary>
/// <param name="Welcome">false: the peer may not use this door, whatever it asks.</param>
internal sealed record DoorVisit(IReadOnlyList<IDoor> Doors, bool Welcome);
