using Init.Core.Pool;
using Init.Core.Read;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class WatchdogGuardTests
{
    private readonly GuardScene _scene = new();

    [Fact]
    public void Worker_that_beats_lives_and_one_that_falls_silent_is_replaced_at_once()
    {
        var guard = Guard(4);
        _scene.AddReady(10, 11);
        for (var second = 0; second < 20; second++)
        {
            guard.Beat(10, _scene.Now);
            _scene.Pass(guard, 1);
        }

        var replace = Assert.IsType<PoolEvent.Replace>(Assert.Single(_scene.Posted));
        Assert.Equal((11, RestartReason.Watchdog, true), (replace.Pid, replace.Reason, replace.Hangs));
        Assert.Equal("has not said WATCHDOG=1 for 5s", replace.Why);
    }

    [Fact]
    public void Period_begins_when_the_worker_is_ready()
    {
        var guard = Guard(4);
        _scene.Workers.Add(new GuardedWorker(default, 10, false, default));
        _scene.Pass(guard, 60);
        guard.Beat(10, _scene.Now - TimeSpan.FromSeconds(30));
        _scene.Workers[0] = new GuardedWorker(default, 10, true, _scene.Now);
        _scene.Pass(guard, 3);
        Assert.Empty(_scene.Posted);
        _scene.Pass(guard, 3);
        Assert.Equal([10], _scene.Replaced);
    }

    [Fact]
    public void Worker_may_ask_for_a_period_of_its_own()
    {
        var guard = Guard(null);
        _scene.AddReady(10, 11);
        Assert.Null(guard.Deadline);
        guard.SetPeriod(10, TimeSpan.FromSeconds(2), _scene.Now);
        _scene.Pass(guard, 10);
        Assert.Equal([10], _scene.Replaced);
        _scene.Workers.RemoveAt(0);
        _scene.Pass(guard, 10);
        Assert.Null(guard.Deadline);
    }

    [Fact]
    public void Worker_that_says_it_is_not_well_is_believed()
    {
        var guard = Guard(null);
        _scene.AddReady(10);
        guard.Unwell(new Seat(3, 1), 10, _scene.Now);
        guard.Unwell(new Seat(3, 1), 10, _scene.Now);
        var replace = Assert.IsType<PoolEvent.Replace>(Assert.Single(_scene.Posted));
        Assert.Equal((new Seat(3, 1), true), (replace.Seat, replace.Hangs));
    }

    private WatchdogGuard Guard(int? seconds) =>
        new(seconds is { } period ? TimeSpan.FromSeconds(period) : null, _scene.Post);
}
