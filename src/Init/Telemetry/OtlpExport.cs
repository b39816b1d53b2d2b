using System.Diagnostics.Metrics;
using Init.Core.Read;
using Init.Doors;
using Init.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Init.Telemetry;

/// <summary>Sends the measures to an OTLP endpoint, on the exporter's own thread: nothing waits for it but the end of
/// the process, and that with a bound.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const string MeterName = "pm1";

    private readonly ISupervisor supervisor;
    private readonly ProcessReader processes;
    private readonly Meter meter;
    private readonly Histogram<double> drain;
    private readonly MeterProvider provider;
    private volatile Reading? current;
    private volatile Snapshot? last;

    internal OtlpExport(
        OtlpSettings settings, Snapshot first, ISupervisor supervisor, ProcessReader processes, TextWriter errors)
    {
        this.supervisor = supervisor;
        this.processes = processes;
        meter = new Meter(MeterName, first.Pm1);
        drain = meter.CreateHistogram(
            DrainMeasure.Name, DrainMeasure.Unit, DrainMeasure.Description, tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DrainMeasure.Bounds });
        var instruments = new MeterInstruments(meter, () => current);
        foreach (var measure in Measures.All)
        {
            instruments.Create(measure);
        }

        provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceOf(first))
            .AddMeter(MeterName)
            .AddReader(ReaderOf(settings, errors))
            .Build();
    }

    /// <summary>Sends what is left. Returns after <paramref name="bound"/> whether it arrived or not.</summary>
    /// <param name="final">The supervisor's last word; it is not asked again.</param>
    internal async Task FinishAsync(Snapshot final, TimeSpan bound)
    {
        last = final;
        foreach (var seen in DrainMeasure.Observations(final))
        {
            drain.Record(seen.Value, seen.Attributes);
        }

        // The flush itself cannot be cancelled while a request is under way: it is left behind on its thread.
        await Task.WhenAny(Task.Run(() => provider.ForceFlush((int)bound.TotalMilliseconds)), Task.Delay(bound));
    }

    /// <summary>Only where the process goes on (tests): it waits for the exporter.</summary>
    public void Dispose()
    {
        provider.Dispose();
        meter.Dispose();
    }

    private SnapshotReader ReaderOf(OtlpSettings settings, TextWriter errors)
    {
        var options = settings.ToExporterOptions();
        var failures = new ExportFailures(errors, TimeProvider.System, $"{options.Endpoint}");
        return new SnapshotReader(
            new WatchedExporter(options, failures), settings.IntervalMilliseconds, TakeReading)
        {
            TemporalityPreference = settings.Temporality,
        };
    }

    /// <summary>Blocks the exporter's own thread, no longer than the link's bound.</summary>
    private void TakeReading()
    {
        var snapshot = last ?? supervisor.AskAsync().GetAwaiter().GetResult();
        current = snapshot is null ? null : Reading.Of(snapshot, processes);
    }

    /// <summary>What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes last and wins.</summary>
    private static ResourceBuilder ResourceOf(Snapshot first) => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddAttributes(
        [
            new("service.name", first.Apps.Count > 0 ? first.Apps[0].Name : "pm1"),
            new("service.version", first.Pm1),
            new("process.pid", (long)first.Pid),
        ])
        .AddEnvironmentVariableDetector();
}
