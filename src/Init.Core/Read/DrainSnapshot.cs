namespace Init.Core.Read;

/// <param name="Phase">Where the drain is, or where it ended.</param>
/// <param name="Seconds">Since the stop signal, until now or until its end.</param>
/// <param name="DelaySeconds">How much of it went on accepting on purpose.</param>
/// <param name="Forced">Workers that had to be killed.</param>
public sealed record DrainSnapshot(DrainPhase Phase, double Seconds, double DelaySeconds, int Forced);
