using System.Globalization;

namespace Init.Core.Spec;

/// <summary>A number, or a share of a whole: `2`, `25%`.</summary>
/// <param name="Amount">At least 1; of a share at most 100.</param>
public readonly record struct Portion(int Amount, bool IsPercent)
{
    public const int AmountMax = 10_000;

    private const int Whole = 100;

    public static readonly Portion Quarter = new(25, IsPercent: true);

    public static Parsed<Portion> Parse(string text)
    {
        var isPercent = text.EndsWith('%');
        var digits = isPercent ? text.AsSpan(0, text.Length - 1) : text;
        var max = isPercent ? Whole : AmountMax;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            && amount >= 1 && amount <= max
            ? new Portion(amount, isPercent)
            : Fault.In(text, "is neither a number nor a share", $"write 1 to {AmountMax}, or 1% to {Whole}%");
    }

    /// <summary>At least 1; a share is rounded up.</summary>
    public int Of(int whole) => IsPercent ? Math.Max(1, (int)Math.Ceiling(whole * (double)Amount / Whole)) : Amount;
}
