using Init.Telemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Xunit;

namespace Init.Runtime.Tests.Telemetry;

public sealed class OtlpSettingsTests
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    [Fact]
    public void Without_an_endpoint_nothing_is_exported() => Assert.Null(Read(out _));

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_SDK_DISABLED", "TRUE")]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    public void Export_can_be_switched_off(string name, string value) =>
        Assert.Null(Read(out _, (Endpoint, "http://a:4317"), (name, value)));

    [Fact]
    public void Empty_is_not_set() => Assert.Null(Read(out _, (Endpoint, " ")));

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("nonsense")]
    [InlineData("ftp://a")]
    public void Endpoint_that_is_no_address_is_reported_with_a_hint(string address)
    {
        Assert.Null(Read(out var problem, (Endpoint, address)));
        Assert.StartsWith($"pm1: cannot export metrics to {Endpoint}={address}", problem, StringComparison.Ordinal);
        Assert.Contains("\npm1: hint: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_for_metrics_win()
    {
        var settings = Read(
            out _, (Endpoint, "http://a:4317"), (MetricsEndpoint, "http://b/v1/metrics"),
            ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "250"),
            ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "k=v"), ("OTEL_METRIC_EXPORT_INTERVAL", "5000"),
            ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "Delta"))!;
        var options = settings.ToExporterOptions();

        Assert.Equal(new Uri("http://b/v1/metrics"), options.Endpoint);
        Assert.Equal(OtlpExportProtocol.HttpProtobuf, options.Protocol);
        Assert.Equal(250, options.TimeoutMilliseconds);
        Assert.Equal("k=v", options.Headers);
        Assert.Equal(5000, settings.IntervalMilliseconds);
        Assert.Equal(MetricReaderTemporalityPreference.Delta, settings.Temporality);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    public void Interval_that_makes_no_sense_is_the_default(string interval) =>
        Assert.Equal(60_000, Read(out _, (Endpoint, "http://a:1"), ("OTEL_METRIC_EXPORT_INTERVAL", interval))!
            .IntervalMilliseconds);

    private static OtlpSettings? Read(out string? problem, params (string Name, string Value)[] environment) =>
        OtlpSettings.Read(
            name => environment.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault(), out problem);
}
