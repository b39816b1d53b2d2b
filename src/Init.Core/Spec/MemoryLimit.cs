using System.Globalization;

namespace Init.Core.Spec;

/// <summary>What one worker, with all that it started, may use: `512Mi`, `50%` of the cgroup's limit, `pss:1Gi`.
/// </summary>
/// <param name="Bytes">0 where <paramref name="Percent"/> counts.</param>
/// <param name="Percent">Of the cgroup's limit, 1 to 100; 0 where <paramref name="Bytes"/> counts.</param>
/// <param name="Proportional">Memory that several processes share counts in parts (PSS), not in full for each (RSS).
/// </param>
public sealed record MemoryLimit(long Bytes, int Percent, bool Proportional)
{
    /// <summary>No program fits in less, so less is a slip of the pen.</summary>
    private const long BytesMin = 1 << 20;

    private const string ProportionalPrefix = "pss:";

    /// <param name="cgroupLimit">0: there is none.</param>
    /// <returns>null: a share of nothing.</returns>
    public long? Of(long cgroupLimit) =>
        Percent == 0 ? Bytes : cgroupLimit > 0 ? (long)((decimal)cgroupLimit * Percent / 100) : null;

    public static Parsed<MemoryLimit?> Parse(string text)
    {
        var proportional = text.StartsWith(ProportionalPrefix, StringComparison.Ordinal);
        var amount = proportional ? text[ProportionalPrefix.Length..] : text;
        if (amount.EndsWith('%'))
        {
            var percent = PercentText(amount);
            return percent.Fault is { } wrong ? wrong : new MemoryLimit(0, percent.Value, proportional);
        }

        var size = SizeText.Parse(amount);
        return size.Fault is { } fault ? fault
            : size.Value < BytesMin ? Fault.In(text, "is less than a program needs", "write at least 1Mi")
            : new MemoryLimit(size.Value, 0, proportional);
    }

    /// <summary>`90%`.</summary>
    public static Parsed<int> PercentText(string text) =>
        text.EndsWith('%')
        && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
        && percent is >= 1 and <= 100
            ? percent
            : Fault.In(text, "is not a share of the memory limit", "write 1% to 100%");
}
