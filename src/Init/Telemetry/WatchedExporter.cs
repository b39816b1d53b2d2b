using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Init.Telemetry;

internal sealed class WatchedExporter(OtlpExporterOptions options, ExportFailures failures)
    : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics)
    {
        var result = base.Export(in metrics);
        if (result != ExportResult.Success)
        {
            failures.Add();
        }

        return result;
    }
}
