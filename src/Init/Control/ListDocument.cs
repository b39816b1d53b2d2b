using Init.Core.Read;
using Init.Metrics;

namespace Init.Control;

/// <summary>What `pm1 list --json` prints; an interface: add, never rename.</summary>
/// <param name="Pm1">Its version.</param>
internal sealed record ListDocument(
    int Version, IReadOnlyList<ListApp> Apps, string Pm1, SupervisorPhase Phase, double UptimeSeconds)
{
    /// <param name="reading">Of the workers' processes.</param>
    /// <param name="connections">null: nobody asked for them.</param>
    internal static ListDocument Of(Reading reading, ConnectionCounts? connections) => new(
        1, [.. reading.Snapshot.Apps.Select(app => ListApp.Of(app, reading, connections))],
        reading.Snapshot.Pm1, reading.Snapshot.Phase, reading.Snapshot.UptimeSeconds);
}
