namespace Init.Core.Doctor;

/// <param name="IsMonotonic">Two readings stood in the right order.</param>
/// <param name="Wall">The time of day in UTC.</param>
/// <param name="Zone">TZ; null: not set.</param>
/// <param name="IsZoneKnown">What TZ names was found.</param>
/// <param name="HasZones">There is time zone data.</param>
public sealed record ClockSight(bool IsMonotonic, DateTime Wall, string? Zone, bool IsZoneKnown, bool HasZones);
