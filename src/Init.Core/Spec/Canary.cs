namespace Init.Core.Spec;

/// <summary>The first new workers of a reload are watched: one that fails in this time ends the reload.</summary>
public sealed record Canary(Portion Portion, TimeSpan For)
{
    private const string Separator = " for ";

    /// <summary>`10% for 60s`.</summary>
    public static Parsed<Canary?> Parse(string text)
    {
        const string instead = "write how many and how long: 10% for 60s";
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0)
        {
            return Fault.In(text, "is not a canary", instead);
        }

        var portion = Portion.Parse(text[..at]);
        var time = DurationText.Parse(text[(at + Separator.Length)..]);
        return (portion.Fault ?? time.Fault) is { } fault
            ? fault with { Instead = instead }
            : new Canary(portion.Value, time.Value);
    }
}
