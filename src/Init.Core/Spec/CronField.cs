using System.Globalization;

namespace Init.Core.Spec;

/// <summary>One of a schedule's five fields: the numbers that it allows, as bits.</summary>
/// <param name="Bits">Bit n: n is allowed.</param>
/// <param name="IsOpen">It begins with a star, so it says nothing about which day.</param>
internal readonly record struct CronField(ulong Bits, bool IsOpen)
{
    public bool Allows(int number) => (Bits >> number & 1) != 0;

    /// <summary>`*`, `5`, `1-5`, `1,15`, `*/10`, `9-17/2`, `mon-fri`.</summary>
    /// <param name="text">One field.</param>
    /// <param name="min">The least number.</param>
    /// <param name="max">The greatest.</param>
    /// <param name="names">Of the numbers from <paramref name="min"/> on; may be empty.</param>
    /// <returns>null: it is no such field.</returns>
    public static CronField? Parse(string text, int min, int max, IReadOnlyList<string> names)
    {
        var bits = 0UL;
        foreach (var item in text.Split(','))
        {
            var slash = item.IndexOf('/');
            var range = slash < 0 ? item : item[..slash];
            var step = 1;
            if (slash >= 0 && (!Number(item[(slash + 1)..], out step) || step < 1 || step > max))
            {
                return null;
            }

            if (Ends(range, min, max, names) is not { } ends || ends.First > ends.Last
                || (slash >= 0 && range != "*" && !range.Contains('-')))
            {
                return null;
            }

            for (var number = ends.First; number <= ends.Last; number += step)
            {
                bits |= 1UL << number;
            }
        }

        return new CronField(bits, text.StartsWith('*'));
    }

    private static (int First, int Last)? Ends(string range, int min, int max, IReadOnlyList<string> names)
    {
        if (range == "*")
        {
            return (min, max);
        }

        var dash = range.IndexOf('-');
        var first = Value(dash < 0 ? range : range[..dash], min, max, names);
        var last = dash < 0 ? first : Value(range[(dash + 1)..], min, max, names);
        return first is { } from && last is { } to ? (from, to) : null;
    }

    private static int? Value(string text, int min, int max, IReadOnlyList<string> names)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (text.Equals(names[index], StringComparison.OrdinalIgnoreCase))
            {
                return min + index;
            }
        }

        return Number(text, out var number) && number >= min && number <= max ? number : null;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
