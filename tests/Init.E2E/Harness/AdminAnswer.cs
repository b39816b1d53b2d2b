namespace Init.E2E.Harness;

internal sealed record AdminAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The value of the sample whose name and labels are written so; null: there is none.</summary>
    public double? Sample(string name, params string[] labels)
    {
        foreach (var line in Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.LastIndexOf(' ');
            var series = line[..end];
            if ((series == name || series.StartsWith(name + "{", StringComparison.Ordinal))
                && labels.All(label => series.Contains(label, StringComparison.Ordinal)))
            {
                return double.Parse(line[(end + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
