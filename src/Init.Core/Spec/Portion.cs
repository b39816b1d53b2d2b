using System.Globalization;

namespace Init.Core.Spec;

/// <summary>Some of the workers: `1`, or `25%` of them.</summary>
/// <param name="Amount">At least 1; a percentage is at most 100.</param>
/// <param name="IsPercent">What <paramref name="Amount"/> counts.</param>
public readonly record struct Portion(int Amount, bool IsPercent)
{
    public static readonly Portion Quarter = new(25, IsPercent: true);

    /// <summary>A percentage is rounded up.</summary>
    /// <returns>At least 1, and never more than there are: of none too it is 1.</returns>
    public int Of(int whole)
    {
        var all = Math.Max(whole, 1);
        var part = IsPercent ? ((long)Amount * all + 99) / 100 : Amount;
        return (int)Math.Clamp(part, 1, all);
    }

    public static Parsed<Portion> Parse(string text)
    {
        var isPercent = text.EndsWith('%');
        var max = isPercent ? 100 : WorkersExpression.WorkersMax;
        var number = isPercent ? text.AsSpan(0, text.Length - 1) : text;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            && amount >= 1 && amount <= max
                ? new Portion(amount, isPercent)
                : Fault.In(text, "is not a part of the workers", "write a number of workers like 1, or 25%");
    }
}
