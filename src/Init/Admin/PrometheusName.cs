using Init.Metrics;

namespace Init.Admin;

/// <summary>OpenTelemetry names as Prometheus writes them: dots to underscores, the unit spelled out at the end,
/// `_total` on counters (OpenTelemetry specification, Prometheus and OpenMetrics compatibility).</summary>
internal static class PrometheusName
{
    internal static string Of(string name, string unit, bool isCounter)
    {
        var suffix = UnitWord(unit);
        var text = Label(name);
        if (suffix.Length > 0 && !text.EndsWith(suffix, StringComparison.Ordinal))
        {
            text += suffix;
        }

        return isCounter ? text + "_total" : text;
    }

    internal static string Of(Measure measure) =>
        Of(measure.Name, measure.Unit, measure.Kind == MeasureKind.Counter);

    internal static string Label(string name) => name.Replace('.', '_');

    private static string UnitWord(string unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        // An annotation in braces is for people and has no word.
        _ => "",
    };
}
