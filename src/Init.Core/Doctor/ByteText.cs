using System.Globalization;

namespace Init.Core.Doctor;

/// <summary>Sizes as people say them.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <returns>`512 MiB`, `1.5 GiB`.</returns>
    public static string Of(long bytes)
    {
        var unit = 0;
        double size = bytes;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, 1)} {Units[unit]}");
    }
}
