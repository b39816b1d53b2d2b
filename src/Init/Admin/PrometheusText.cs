using System.Globalization;
using System.Text;
using Init.Metrics;

namespace Init.Admin;

/// <summary>The Prometheus text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    internal static string Write(Reading reading)
    {
        var text = new StringBuilder();
        foreach (var measure in Measures.All)
        {
            var samples = measure.Read(reading).ToList();
            if (samples.Count > 0)
            {
                WriteFamily(text, measure, samples);
            }
        }

        WriteDrain(text, DrainMeasure.Observations(reading.Snapshot));
        return text.ToString();
    }

    private static void WriteFamily(StringBuilder text, Measure measure, List<Sample> samples)
    {
        var name = PrometheusName.Of(measure);
        WriteHead(text, name, measure.Description, measure.Kind == MeasureKind.Counter ? "counter" : "gauge");
        foreach (var sample in samples)
        {
            WriteLine(text, name, sample.Attributes, sample.Value);
        }
    }

    private static void WriteDrain(StringBuilder text, IEnumerable<Sample> observations)
    {
        var name = PrometheusName.Of(DrainMeasure.Name, DrainMeasure.Unit, isCounter: false);
        var headed = false;
        foreach (var seen in observations)
        {
            if (!headed)
            {
                WriteHead(text, name, DrainMeasure.Description, "histogram");
                headed = true;
            }

            foreach (var bound in DrainMeasure.Bounds.Append(double.PositiveInfinity))
            {
                WriteLine(text, name + "_bucket", [.. seen.Attributes, new("le", Number(bound))],
                    seen.Value <= bound ? 1 : 0);
            }

            WriteLine(text, name + "_sum", seen.Attributes, seen.Value);
            WriteLine(text, name + "_count", seen.Attributes, 1);
        }
    }

    private static void WriteHead(StringBuilder text, string name, string help, string type) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(help)).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void WriteLine(
        StringBuilder text, string name, KeyValuePair<string, object?>[] labels, double value)
    {
        text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            text.Append(i == 0 ? '{' : ',').Append(PrometheusName.Label(labels[i].Key)).Append("=\"")
                .Append(EscapeLabel($"{labels[i].Value}")).Append('"');
        }

        text.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : value.ToString(CultureInfo.InvariantCulture);

    internal static string EscapeLabel(string value) =>
        EscapeHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string EscapeHelp(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
