using System.Globalization;

namespace Init.Core.Spec;

/// <summary>Sizes as people write them: `512Mi`, `1.5Gi`, `200MB`, or plain bytes as the downward API gives them.
/// </summary>
public static class SizeText
{
    /// <summary>A pebibyte: no machine has so much, and sums of it fit a 64-bit number.</summary>
    public const long Max = 1L << 50;

    private const string Instead = "write a size like 512Mi, 1Gi or 200MB";

    /// <returns>1 to <see cref="Max"/>, in whole bytes.</returns>
    public static Parsed<long> Parse(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var unit = text[digits..];
        if (!decimal.TryParse(
            text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return Fault.In(text, "is not a size", Instead);
        }

        if (BytesOf(unit) is not { } bytes)
        {
            // Kubernetes reads 512M as a power of ten, Docker and PM2 as one of two.
            return unit is "K" or "k" or "M" or "m" or "G" or "g"
                ? Fault.In(
                    text, "may mean two sizes",
                    $"write {text[..digits]}{char.ToUpperInvariant(unit[0])}i for powers of two")
                : Fault.In(text, "is not a size", Instead);
        }

        return count > Max || count * bytes > Max ? Fault.In(text, "is too much", $"write at most {Max >> 40}Ti")
            : count * bytes < 1 ? Fault.In(text, "is no size at all", Instead)
            : (long)(count * bytes);
    }

    /// <summary>For people: `612 MiB`, `1.5 GiB`.</summary>
    public static string Of(long bytes) => bytes switch
    {
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.##} GiB"),
    };

    private static decimal? BytesOf(string unit) => unit switch
    {
        "" or "B" => 1,
        "Ki" or "KiB" => 1L << 10,
        "Mi" or "MiB" => 1L << 20,
        "Gi" or "GiB" => 1L << 30,
        "Ti" or "TiB" => 1L << 40,
        "kB" or "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        _ => null,
    };
}
