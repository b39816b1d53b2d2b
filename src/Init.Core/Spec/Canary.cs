namespace Init.Core.Spec;

/// <summary>The first workers of a new generation, which the rest waits for.</summary>
/// <param name="Portion">How many.</param>
/// <param name="For">How long they must have been well before the others follow; more than zero.</param>
public sealed record Canary(Portion Portion, TimeSpan For)
{
    private const string Separator = " for ";

    /// <summary>`10% for 60s`, `1 for 30s`.</summary>
    public static Parsed<Canary?> Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0)
        {
            return Fault.In(text, "is not a part of the workers for a time", "write 10% for 60s, or 1 for 30s");
        }

        var portion = Portion.Parse(text[..at].Trim());
        var time = DurationText.Parse(text[(at + Separator.Length)..].Trim());
        return (portion.Fault ?? time.Fault) is { } fault ? fault
            : time.Value == TimeSpan.Zero ? Fault.In(text, "is no time at all", "write 10% for 60s, or 1 for 30s")
            : new Canary(portion.Value, time.Value);
    }
}
