using System.Globalization;

namespace Init.Core.Doctor;

public static class ClockChecks
{
    /// <summary>Before pm1 was written, no clock was right.</summary>
    private const int YearMin = 2025;
    private const int YearMax = 2100;

    private static readonly CheckGroup Group = CheckGroup.Clock;

    public static IEnumerable<Check> Of(ClockSight sight)
    {
        yield return sight.IsMonotonic
            ? Group.Ok("monotonic", "goes forward")
            : Group.Degraded("monotonic", "went backwards", "timeouts cannot be kept on this kernel");
        var wall = sight.Wall.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        yield return sight.Wall.Year is >= YearMin and <= YearMax
            ? Group.Ok("wall", wall)
            : Group.Degraded("wall", $"{wall} cannot be right", "set the clock: certificates will not be accepted");
        yield return sight.Zone is { Length: > 0 } zone
            ? sight.IsZoneKnown ? Group.Ok("zone", zone)
            : Group.Degraded("zone", $"TZ is {zone}, which is not known here", "add tzdata to the image, or unset TZ")
            : Group.Ok("zone", sight.HasZones ? "TZ is not set; time zone data is there" : "UTC; no time zone data");
    }
}
