using Init.Core.Pool;
using Init.Core.Spec;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class ScheduleGuardTests
{
    private readonly GuardScene _scene = new();
    private TimeSpan _offset;

    [Fact]
    public void Reload_comes_at_its_minute_and_once()
    {
        var guard = Guard("30 * * * *");
        _scene.Pass(guard, 29 * 60 + 59);
        Assert.Empty(_scene.Posted);
        _scene.Pass(guard, 2);
        Assert.Equal(new PoolEvent.Reload("the schedule"), Assert.Single(_scene.Posted));
        _scene.Pass(guard, 3590);
        Assert.Single(_scene.Posted);
        _scene.Pass(guard, 60);
        Assert.Equal(2, _scene.Posted.Count);
    }

    [Fact]
    public void What_a_jump_forward_has_skipped_comes_once()
    {
        var guard = Guard("30 * * * *");
        _scene.Pass(guard, 60);
        _offset += TimeSpan.FromHours(5);
        _scene.Pass(guard, 120);
        Assert.Single(_scene.Posted);
    }

    [Fact]
    public void After_a_jump_back_the_schedule_goes_by_the_new_time()
    {
        _offset = TimeSpan.FromDays(3650);
        var guard = Guard("30 * * * *");
        _scene.Pass(guard, 60);
        _offset = TimeSpan.Zero;
        _scene.Pass(guard, 3600);
        Assert.Single(_scene.Posted);
    }

    [Fact]
    public void Clock_that_is_put_right_by_seconds_changes_nothing()
    {
        var guard = Guard("30 * * * *");
        for (var minute = 0; minute < 120; minute++)
        {
            _offset = TimeSpan.FromSeconds(minute % 2 == 0 ? 5 : 0);
            _scene.Pass(guard, 60);
        }

        Assert.Equal(2, _scene.Posted.Count);
    }

    /// <summary>At the scene's first hour it is midnight.</summary>
    private ScheduleGuard Guard(string text) => new(
        CronSchedule.Parse(text, _ => null).Value!,
        () => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + _scene.Now - TimeSpan.FromHours(1) + _offset,
        _scene.Post);
}
