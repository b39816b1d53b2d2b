using System.Globalization;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Init.Telemetry;

/// <summary>What the OTEL_* variables say about metrics. The general OTEL_EXPORTER_OTLP_* ones are read by the
/// exporter itself (certificates and compression too); here is only what it leaves to its caller.</summary>
/// <param name="Endpoint">OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, used as it is; null: the general one.</param>
internal sealed record OtlpSettings(
    Uri? Endpoint, string? Protocol, string? Headers, int? TimeoutMilliseconds, int IntervalMilliseconds,
    MetricReaderTemporalityPreference Temporality)
{
    /// <summary>OTEL_METRIC_EXPORT_INTERVAL when it is not set: the specification's own.</summary>
    private const int DefaultIntervalMilliseconds = 60_000;

    private const int IntervalMillisecondsMin = 100;
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    /// <param name="variable">An environment.</param>
    /// <param name="problem">Why nothing will be exported although it was asked for; null when all is well.</param>
    /// <returns>null: no export.</returns>
    internal static OtlpSettings? Read(Func<string, string?> variable, out string? problem)
    {
        problem = null;
        var name = Set(variable, Metrics) is null ? General : Metrics;
        if (Set(variable, name) is not { } address || IsOff(variable))
        {
            return null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            problem = $"pm1: cannot export metrics to {name}={address}: not an address\n"
                + "pm1: hint: write it as http://HOST:4317";
            return null;
        }

        return new OtlpSettings(
            name == Metrics ? endpoint : null,
            Set(variable, "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"),
            Set(variable, "OTEL_EXPORTER_OTLP_METRICS_HEADERS"),
            Number(variable, "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT"),
            Math.Max(IntervalMillisecondsMin,
                Number(variable, "OTEL_METRIC_EXPORT_INTERVAL") ?? DefaultIntervalMilliseconds),
            PreferenceOf(Set(variable, "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE")));
    }

    internal OtlpExporterOptions ToExporterOptions()
    {
        var options = new OtlpExporterOptions();
        if (Endpoint is not null)
        {
            // Setting it, even to itself, makes the exporter use it as it is; the general one gets /v1/metrics
            // appended.
            options.Endpoint = Endpoint;
        }

        options.Headers = Headers ?? options.Headers;
        options.TimeoutMilliseconds = TimeoutMilliseconds ?? options.TimeoutMilliseconds;
        options.Protocol = Protocol switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
        return options;
    }

    private static bool IsOff(Func<string, string?> variable) =>
        "true".Equals(Set(variable, "OTEL_SDK_DISABLED"), StringComparison.OrdinalIgnoreCase)
        || Set(variable, "OTEL_METRICS_EXPORTER") == "none";

    /// <summary>The specification treats empty as not set.</summary>
    private static string? Set(Func<string, string?> variable, string name) =>
        variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static int? Number(Func<string, string?> variable, string name) =>
        int.TryParse(Set(variable, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 ? number : null;

    private static MetricReaderTemporalityPreference PreferenceOf(string? word) =>
        "delta".Equals(word, StringComparison.OrdinalIgnoreCase)
            ? MetricReaderTemporalityPreference.Delta
            : MetricReaderTemporalityPreference.Cumulative;
}
