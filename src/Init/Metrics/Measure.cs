namespace Init.Metrics;

/// <summary>One instrument, defined once for Prometheus and OTLP.</summary>
/// <param name="Name">As OpenTelemetry writes it, with dots.</param>
/// <param name="Unit">UCUM: `s` is a real number, every other unit counts whole things.</param>
internal sealed record Measure(
    string Name, MeasureKind Kind, string Unit, string Description, Func<Reading, IEnumerable<Sample>> Read)
{
    internal bool IsWhole => Unit != "s";
}
