namespace Init.Telemetry;

/// <summary>Says on stderr that metrics do not arrive, at most once in <see cref="Pause"/>: a collector that is away
/// must not fill the log of an app that is well.</summary>
internal sealed class ExportFailures(TextWriter errors, TimeProvider time, string target)
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long? saidAt;

    internal void Add()
    {
        var now = time.GetTimestamp();
        if (saidAt is { } before && time.GetElapsedTime(before, now) < Pause)
        {
            return;
        }

        saidAt = now;
        errors.WriteLine($"pm1: cannot export metrics to {target} (said at most once a minute)");
        errors.WriteLine(target.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? "pm1: hint: is the collector there, and does SSL_CERT_FILE (or /etc/ssl/certs) name its authority?"
            : "pm1: hint: is the collector there, and is OTEL_EXPORTER_OTLP_PROTOCOL (grpc, http/protobuf) what it speaks?");
    }
}
