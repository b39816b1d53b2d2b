namespace Init.Core.Spec;

/// <param name="Kind">What makes a worker ready.</param>
/// <param name="Delay">Only for <see cref="ReadyKind.After"/>, else zero.</param>
public readonly record struct ReadyRule(ReadyKind Kind, TimeSpan Delay)
{
    private const string AfterPrefix = "after:";

    /// <summary>`auto`, `notify`, `listen`, `after:2s`.</summary>
    public static Parsed<ReadyRule> Parse(string text)
    {
        if (text.StartsWith(AfterPrefix, StringComparison.Ordinal))
        {
            var delay = DurationText.Parse(text[AfterPrefix.Length..]);
            return delay.Fault is { } fault ? fault : new ReadyRule(ReadyKind.After, delay.Value);
        }

        return text switch
        {
            "auto" => new ReadyRule(ReadyKind.Auto, TimeSpan.Zero),
            "notify" => new ReadyRule(ReadyKind.Notify, TimeSpan.Zero),
            "listen" => new ReadyRule(ReadyKind.Listen, TimeSpan.Zero),
            _ => Fault.In(text, "is not a way to be ready", "write auto, notify, listen or after:2s"),
        };
    }
}
