using System.Globalization;

namespace Init.Cli;

/// <summary>Numbers as people read them at a glance.</summary>
internal static class Figures
{
    /// <summary>The two largest units: nobody needs the seconds of a day.</summary>
    public static string Time(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalDays >= 1 ? $"{(int)time.TotalDays}d{time.Hours}h"
            : time.TotalHours >= 1 ? $"{time.Hours}h{time.Minutes}m"
            : time.TotalMinutes >= 1 ? $"{time.Minutes}m{time.Seconds}s"
            : $"{time.Seconds}s";
    }

    /// <summary>As `--max-memory` takes it.</summary>
    public static string Bytes(long? bytes) => bytes switch
    {
        null => "-",
        < 1 << 20 => $"{bytes >> 10}Ki",
        < 100 << 20 => $"{Round(bytes.Value / (double)(1 << 20))}Mi",
        < 1 << 30 => $"{bytes >> 20}Mi",
        _ => $"{Round(bytes.Value / (double)(1 << 30))}Gi",
    };

    public static string Milliseconds(double? milliseconds) => milliseconds is { } known ? $"{Round(known)}ms" : "-";

    public static string Percent(double? percent) => percent is { } known ? $"{Round(known)}%" : "-";

    private static string Round(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
