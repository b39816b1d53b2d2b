namespace Init.Core.Spec;

/// <summary>When to do something again and again: crontab(5)'s five fields, `0 3 * * *`, by UTC, or by the clock of
/// another place: `CRON_TZ=Europe/Berlin 0 3 * * *`. A time that a clock skips in spring comes right after the gap, one
/// that it repeats in autumn comes once.</summary>
public sealed class CronSchedule
{
    private const string ZonePrefix = "CRON_TZ=";
    private const int Fields = 5;
    private const int Sunday = 7;

    /// <summary>29 February comes again after at most eight years; what has not come by then never will.</summary>
    private const int YearsAhead = 9;

    private const string Instead = "write minute, hour, day, month and day of the week: 0 3 * * *";

    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly CronField minutes;
    private readonly CronField hours;
    private readonly CronField days;
    private readonly CronField months;
    private readonly CronField weekdays;
    private readonly TimeZoneInfo zone;

    private CronSchedule(string text, CronField[] fields, TimeZoneInfo zone)
    {
        Text = text;
        (minutes, hours, days, months, weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        this.zone = zone;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <param name="text">As in a crontab.</param>
    /// <param name="findZone">From an IANA name; null: it is not known here.</param>
    public static Parsed<CronSchedule?> Parse(string text, Func<string, TimeZoneInfo?> findZone)
    {
        var words = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var zone = TimeZoneInfo.Utc;
        if (words is [var first, ..] && first.StartsWith(ZonePrefix, StringComparison.Ordinal))
        {
            var name = first[ZonePrefix.Length..];
            if ((name is "UTC" or "Etc/UTC" ? zone : findZone(name)) is not { } found)
            {
                return Fault.In(
                    name, "is not a time zone here", "write the times in UTC, or install the time zones (tzdata)");
            }

            zone = found;
            words = words[1..];
        }

        if (words.Length != Fields)
        {
            return Fault.In(text, $"has {words.Length} fields, not {Fields}", Instead);
        }

        return Parse(text, words, zone);
    }

    private static Parsed<CronSchedule?> Parse(string text, string[] words, TimeZoneInfo zone)
    {
        var fields = new CronField?[]
        {
            CronField.Parse(words[0], 0, 59, []),
            CronField.Parse(words[1], 0, 23, []),
            CronField.Parse(words[2], 1, 31, []),
            CronField.Parse(words[3], 1, 12, Months),
            CronField.Parse(words[4], 0, Sunday, Days),
        };
        var wrong = Array.FindIndex(fields, field => field is null);
        if (wrong >= 0)
        {
            return Fault.In(words[wrong], $"is not {What(wrong)}", Instead);
        }

        // Both 0 and 7 are Sunday.
        var sundays = fields[4]!.Value;
        fields[4] = sundays.Allows(Sunday) ? sundays with { Bits = sundays.Bits | 1 } : sundays;
        var schedule = new CronSchedule(text, [.. fields.Select(field => field!.Value)], zone);
        return schedule.Next(DateTimeOffset.UnixEpoch) is null
            ? Fault.In(text, "is a day that no year has", Instead)
            : schedule;
    }

    /// <returns>The first time after <paramref name="after"/>, in UTC; null when the calendar ends.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        if (local.Year > DateTime.MaxValue.Year - YearsAhead)
        {
            return null;
        }

        var last = local.AddYears(YearsAhead);
        var candidate = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        while (candidate < last)
        {
            candidate = Advance(candidate, last);
            if (candidate >= last)
            {
                break;
            }

            // The clock may have been put back since the first time that it showed this.
            if (Instant(candidate) is var instant && instant > after)
            {
                return instant;
            }

            candidate = candidate.AddMinutes(1);
        }

        return null;
    }

    /// <summary>From a time on the clock to the first that the fields allow, itself included.</summary>
    private DateTime Advance(DateTime time, DateTime last)
    {
        while (time < last)
        {
            if (!months.Allows(time.Month))
            {
                time = new DateTime(time.Year, time.Month, 1).AddMonths(1);
            }
            else if (!AllowsDay(time))
            {
                time = time.Date.AddDays(1);
            }
            else if (!hours.Allows(time.Hour))
            {
                time = time.Date.AddHours(time.Hour + 1);
            }
            else if (!minutes.Allows(time.Minute))
            {
                time = time.AddMinutes(1);
            }
            else
            {
                return time;
            }
        }

        return last;
    }

    /// <summary>Where both fields are restricted, either is enough: POSIX.</summary>
    private bool AllowsDay(DateTime time)
    {
        var day = days.Allows(time.Day);
        var weekday = weekdays.Allows((int)time.DayOfWeek);
        return days.IsOpen || weekdays.IsOpen ? day && weekday : day || weekday;
    }

    private DateTimeOffset Instant(DateTime local)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static string What(int field) => field switch
    {
        0 => "a minute, 0 to 59",
        1 => "an hour, 0 to 23",
        2 => "a day, 1 to 31",
        3 => "a month, 1 to 12",
        _ => "a day of the week, 0 to 7",
    };
}
