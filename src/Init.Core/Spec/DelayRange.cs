namespace Init.Core.Spec;

/// <summary>How long to go on accepting after the stop signal: at least Min, at most Max, ended early by quiet.
/// </summary>
public readonly record struct DelayRange(TimeSpan Min, TimeSpan Max)
{
    private const string Separator = "..";

    /// <summary>`3s..15s`; a single duration is both ends.</summary>
    public static Parsed<DelayRange> Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        var min = DurationText.Parse(at < 0 ? text : text[..at]);
        var max = at < 0 ? min : DurationText.Parse(text[(at + Separator.Length)..]);
        if ((min.Fault ?? max.Fault) is { } fault)
        {
            return at < 0 ? fault with { Instead = "write a range like 3s..15s, or 0s for no delay" } : fault;
        }

        return min.Value <= max.Value
            ? new DelayRange(min.Value, max.Value)
            : Fault.In(text, "ends before it begins", "write the shorter duration first: 3s..15s");
    }
}
