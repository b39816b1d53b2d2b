using System.Globalization;

namespace Init.Core.Spec;

/// <summary>`auto`, `max`, N, `50%`, `2n+1`, `auto-1`: always (percent × base ÷ 100) + offset, at least 1.</summary>
/// <param name="Base">What the percentage is taken of.</param>
/// <param name="Percent">100 for `auto` and `n`, 200 for `2n`, 50 for `50%`; 0 for a plain number.</param>
/// <param name="Offset">N for a plain number, 1 for `2n+1`, −1 for `auto-1`.</param>
public readonly record struct WorkersExpression(WorkersBase Base, int Percent, int Offset)
{
    /// <summary>No expression is worth more workers than this, whatever the machine.</summary>
    public const int WorkersMax = 1024;

    private const string Instead = "write auto, max, a number, 50%, 2n+1 or auto-1";

    /// <summary>TERM, or TERM±K, where TERM is `auto`, `max`, `Kn` or `P%`, or a plain number. `n` is what `auto` is
    /// worth, and a percentage is taken of it.</summary>
    public static Parsed<WorkersExpression> Parse(string text)
    {
        if (Number(text) is { } plain)
        {
            return plain >= 1
                ? new WorkersExpression(WorkersBase.Auto, 0, plain)
                : Fault.In(text, "is not a number of workers", "write at least 1, or max for one per CPU");
        }

        var sign = text.IndexOfAny(['+', '-']);
        var term = sign < 0 ? text : text[..sign];
        var offset = sign < 0 ? 0 : Number(text[(sign + 1)..]);
        if (offset is null || Term(term) is not { } percentOf)
        {
            return Fault.In(
                text, "is not a number of workers", sign == 0 ? "write auto-1 for one less than auto" : Bounded(text));
        }

        return new WorkersExpression(
            percentOf.Base, percentOf.Percent, sign >= 0 && text[sign] == '-' ? -offset.Value : offset.Value);
    }

    private static (WorkersBase Base, int Percent)? Term(string term) => term switch
    {
        "auto" or "n" => (WorkersBase.Auto, 100),
        "max" => (WorkersBase.Max, 100),
        [.., 'n'] when Number(term[..^1]) is { } times and > 0 => (WorkersBase.Auto, times * 100),
        [.., '%'] when Number(term[..^1]) is { } percent and > 0 => (WorkersBase.Auto, percent),
        _ => null,
    };

    private static string Bounded(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) ? $"write at most {WorkersMax}" : Instead;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= WorkersMax
            ? number
            : null;
}
