using Init.Core.Read;

namespace Init.Metrics;

/// <summary>How long a drain took, as a histogram: one process observes it at most once, a fleet makes the shape.
/// </summary>
internal static class DrainMeasure
{
    internal const string Name = "pm1.drain.duration";
    internal const string Unit = "s";
    internal const string Description = "From the stop signal on: the delay that goes on accepting, and the stop.";

    internal static IReadOnlyList<double> Bounds { get; } = [0.1, 0.5, 1, 2.5, 5, 10, 15, 20, 25, 30, 60, 120];

    /// <returns>Nothing until the drain is done.</returns>
    internal static IEnumerable<Sample> Observations(Snapshot snapshot)
    {
        if (snapshot.Drain is not { Phase: DrainPhase.Done } drain)
        {
            return [];
        }

        var outcome = new KeyValuePair<string, object?>("outcome", drain.Forced > 0 ? "forced" : "clean");
        return
        [
            new(drain.DelaySeconds, new("phase", "delay"), outcome),
            new(Math.Max(0, drain.Seconds - drain.DelaySeconds), new("phase", "stop"), outcome),
        ];
    }
}
