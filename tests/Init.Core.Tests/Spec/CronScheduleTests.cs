using System.Globalization;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Spec;

public sealed class CronScheduleTests
{
    /// <summary>A clock like Berlin's, without asking this machine for one.</summary>
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.CreateCustomTimeZone(
        "Europe/Berlin", TimeSpan.FromHours(1), "Berlin", "CET", "CEST",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    [Theory]
    [InlineData("0 3 * * *", "2026-01-01T00:00", "2026-01-01T03:00")]
    [InlineData("0 3 * * *", "2026-01-01T03:00", "2026-01-02T03:00")]
    [InlineData("0 3 * * *", "2026-12-31T03:00:01", "2027-01-01T03:00")]
    [InlineData("*/15 * * * *", "2026-01-01T00:14:59", "2026-01-01T00:15")]
    [InlineData("*/25 * * * *", "2026-01-01T00:50", "2026-01-01T01:00")]
    [InlineData("5,10 9-17/4 * * *", "2026-01-01T09:10", "2026-01-01T13:05")]
    [InlineData("0 0 1 jan *", "2026-01-01T00:00", "2027-01-01T00:00")]
    [InlineData("0 0 * * MON-fri", "2026-01-02T00:00", "2026-01-05T00:00")]
    [InlineData("0 0 * * 7", "2026-01-01T00:00", "2026-01-04T00:00")]
    [InlineData("0 0 * * sun", "2026-01-01T00:00", "2026-01-04T00:00")]
    [InlineData("0 0 29 2 *", "2026-01-01T00:00", "2028-02-29T00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01T00:00", "2104-02-29T00:00")]
    [InlineData("0 0 31 * *", "2026-01-31T00:00", "2026-03-31T00:00")]
    [InlineData("0 0 13 * fri", "2026-01-03T00:00", "2026-01-09T00:00")]
    [InlineData("0 0 13 * fri", "2026-01-09T00:00", "2026-01-13T00:00")]
    [InlineData("CRON_TZ=Etc/UTC 0 3 * * *", "2026-01-01T00:00", "2026-01-01T03:00")]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *", "2026-01-01T00:00", "2026-01-01T02:00")]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *", "2026-07-01T00:00", "2026-07-01T01:00")]
    public void Next_time_is_the_first_that_all_fields_allow(string text, string after, string next) =>
        Assert.Equal(Time(next), Schedule(text).Next(Time(after)));

    [Fact]
    public void Time_that_spring_skips_comes_once_right_after_the_gap() => Assert.Equal(
        [Time("2026-03-28T01:30"), Time("2026-03-29T01:00"), Time("2026-03-30T00:30")],
        Run("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-03-28T00:00", 3));

    [Fact]
    public void Time_that_autumn_repeats_comes_once() => Assert.Equal(
        [Time("2026-10-24T00:30"), Time("2026-10-25T00:30"), Time("2026-10-26T01:30")],
        Run("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-10-24T00:00", 3));

    [Theory]
    [InlineData("", "has 0 fields")]
    [InlineData("0 3 * *", "has 4 fields")]
    [InlineData("0 3 * * * *", "has 6 fields")]
    [InlineData("@daily", "has 1 fields")]
    [InlineData("60 3 * * *", "is not a minute")]
    [InlineData("0 24 * * *", "is not an hour")]
    [InlineData("0 3 0 * *", "is not a day")]
    [InlineData("0 3 * 13 *", "is not a month")]
    [InlineData("0 3 * * 8", "is not a day of the week")]
    [InlineData("5/10 3 * * *", "is not a minute")]
    [InlineData("*/0 3 * * *", "is not a minute")]
    [InlineData("*/99999999999 3 * * *", "is not a minute")]
    [InlineData("9-5 3 * * *", "is not a minute")]
    [InlineData("1,,2 3 * * *", "is not a minute")]
    [InlineData("-1 3 * * *", "is not a minute")]
    [InlineData("0 0 30 2 *", "is a day that no year has")]
    [InlineData("CRON_TZ=Mars/Olympus 0 3 * * *", "is not a time zone here")]
    public void What_is_no_schedule_is_a_fault(string text, string problem) =>
        Assert.Contains(problem, CronSchedule.Parse(text, Find).Fault?.Problem);

    [Fact]
    public void Calendar_has_an_end() => Assert.Null(Schedule("0 3 * * *").Next(DateTimeOffset.MaxValue.AddDays(-1)));

    [Fact]
    public void Times_of_any_schedule_grow_and_are_what_a_search_minute_by_minute_finds()
    {
        var chance = new Random(20260101);
        for (var round = 0; round < 40; round++)
        {
            var text = $"{Field(chance, 0, 59)} {Field(chance, 0, 23)} {Field(chance, 1, 28)} * {Field(chance, 0, 6)}";
            var schedule = Schedule(text);
            var after = Time("2026-01-01T00:00").AddMinutes(chance.Next(500_000));
            var next = schedule.Next(after)!.Value;
            Assert.True(next > after, text);
            Assert.Equal(next, schedule.Next(next.AddSeconds(-1)));
            for (var minute = after.AddMinutes(1); minute < next && minute < after.AddHours(30); minute = minute.AddMinutes(1))
            {
                Assert.Equal(next, schedule.Next(minute));
            }
        }
    }

    private static string Field(Random chance, int min, int max) => chance.Next(4) switch
    {
        0 => "*",
        1 => $"*/{chance.Next(1, max + 1)}",
        2 => chance.Next(min, max + 1).ToString(CultureInfo.InvariantCulture),
        _ => $"{min}-{chance.Next(min, max + 1)}",
    };

    private static List<DateTimeOffset> Run(string text, string after, int count)
    {
        var times = new List<DateTimeOffset>();
        for (var time = Time(after); times.Count < count; times.Add(time))
        {
            time = Schedule(text).Next(time)!.Value;
        }

        return times;
    }

    private static CronSchedule Schedule(string text) => CronSchedule.Parse(text, Find).Value!;

    private static TimeZoneInfo? Find(string name) => name == Berlin.Id ? Berlin : null;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
