using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Init.Telemetry;

/// <summary>Takes one reading at the start of each collection, which all instruments then observe.</summary>
internal sealed class SnapshotReader(BaseExporter<Metric> exporter, int intervalMilliseconds, Action takeReading)
    : PeriodicExportingMetricReader(exporter, intervalMilliseconds)
{
    protected override bool OnCollect(int timeoutMilliseconds)
    {
        takeReading();
        return base.OnCollect(timeoutMilliseconds);
    }
}
