namespace Init.Metrics;

internal enum MeasureKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Its sum over the attributes means something: `3 ready + 1 starting`.</summary>
    UpDownCounter,
    Gauge,
}
