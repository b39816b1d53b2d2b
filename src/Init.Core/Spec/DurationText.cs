using System.Globalization;

namespace Init.Core.Spec;

/// <summary>Durations as people write them: `500ms`, `2s`, `1m30s`, `1.5h`, `0`; larger units first, each once.
/// </summary>
public static class DurationText
{
    private const string Instead = "write a duration like 500ms, 2s or 1m30s";

    /// <summary>A week: no wait of pm1 makes sense beyond it, and its milliseconds fit a 32-bit timer.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromDays(7);

    /// <returns>0 to <see cref="Max"/>, in whole ticks.</returns>
    public static Parsed<TimeSpan> Parse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var rest = text.AsSpan();
        var total = 0m;
        var unitBefore = decimal.MaxValue;
        do
        {
            var number = rest[..Length(rest, static c => char.IsAsciiDigit(c) || c == '.')];
            rest = rest[number.Length..];
            var unit = rest[..Length(rest, char.IsAsciiLetter)];
            rest = rest[unit.Length..];
            if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            {
                return Fault.In(text, "is not a duration", Instead);
            }

            var milliseconds = MillisecondsOf(unit);
            if (milliseconds == 0 || milliseconds >= unitBefore)
            {
                return FaultOfUnit(text, unit);
            }

            unitBefore = milliseconds;
            if (count > (decimal)Max.TotalMilliseconds
                || (total += count * milliseconds) > (decimal)Max.TotalMilliseconds)
            {
                return Fault.In(text, "is too long", $"write at most {(int)Max.TotalHours}h");
            }
        }
        while (!rest.IsEmpty);

        return TimeSpan.FromTicks((long)(total * TimeSpan.TicksPerMillisecond));
    }

    private static Fault FaultOfUnit(string text, ReadOnlySpan<char> unit) =>
        unit.IsEmpty
            ? Fault.In(text, "has no unit", text.All(char.IsAsciiDigit) ? $"write {text}s for seconds" : Instead)
            : Fault.In(text, "is not a duration", $"{Instead}: ms, s, m and h, larger units first");

    private static decimal MillisecondsOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => 0,
    };

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }
}
