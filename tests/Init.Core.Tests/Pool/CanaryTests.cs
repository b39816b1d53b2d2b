using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>`reload.canary`: the first new workers are watched before the others follow.</summary>
public sealed class CanaryTests
{
    private static readonly PoolPolicy OneOfFour = Policies.Default with
    {
        Workers = 4, ReloadCanary = new Canary(Portion.Quarter, TimeSpan.FromSeconds(60)),
    };

    [Fact]
    public void Other_slots_follow_when_the_canary_has_been_well_for_its_time()
    {
        var scene = Watched(OneOfFour);
        scene.Pass(59.9);
        Assert.Equal("0b ready, 1a ready, 2a ready, 3a ready", scene.Picture);
        Assert.True(scene.State.Roll?.IsRunning);
        scene.Pass(0.1);
        Assert.Equal("0b ready, 1a ready, +1b starting, 2a ready, 3a ready", scene.Picture);
        scene.Succeed(1);
        scene.Succeed(2);
        scene.Succeed(3);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void Time_begins_when_the_last_canary_has_taken_over()
    {
        var scene = Scene.Running(OneOfFour with
        {
            ReloadCanary = new Canary(new Portion(2, IsPercent: false), TimeSpan.FromSeconds(60)),
        });
        scene.Reload();
        scene.Succeed(0);
        scene.Pass(20);
        scene.Succeed(1);
        scene.Pass(59.9);
        Assert.Equal("0b ready, 1b ready, 2a ready, 3a ready", scene.Picture);
        scene.Pass(0.1);
        Assert.Equal("0b ready, 1b ready, 2a ready, +2b starting, 3a ready", scene.Picture);
    }

    [Fact]
    public void No_more_than_the_canaries_are_started_however_large_the_surge()
    {
        var scene = Scene.Running(OneOfFour with { ReloadSurge = new Portion(100, IsPercent: true) });
        scene.Reload();
        Assert.Equal("0a ready, +0b starting, 1a ready, 2a ready, 3a ready", scene.Picture);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Canary_that_ends_while_it_is_watched_ends_the_reload(int code)
    {
        var scene = Watched(OneOfFour);
        scene.Pass(30);
        scene.Exit(0, code);
        Assert.Equal(ReloadOutcome.Failed, scene.State.Roll?.Outcome);
        Assert.Equal($"worker 0 exited with code {code} while it was watched", scene.State.Roll?.Why);
        Assert.Equal("0b backoff, 1a ready, 2a ready, 3a ready", scene.Picture);
        scene.Pass(3600);
        Assert.Equal([1, 1, 1], scene.State.Workers.Values.Skip(1).Select(worker => worker.Generation));
    }

    [Fact]
    public void Canary_that_ends_for_good_while_it_is_watched_ends_the_reload_too()
    {
        var scene = Watched(OneOfFour with { Restart = RestartRule.Never });
        scene.Exit(0, code: 1);
        Assert.Equal(ReloadOutcome.Failed, scene.State.Roll?.Outcome);
        Assert.Equal("0b stopped, 1a ready, 2a ready, 3a ready", scene.Picture);
    }

    [Fact]
    public void Nothing_is_due_any_more_when_the_app_ends_during_the_watch()
    {
        var scene = Watched(OneOfFour with { Restart = RestartRule.Never });
        foreach (var slot in new[] { 3, 2, 1, 0 })
        {
            scene.Exit(slot, code: 0);
        }

        Assert.Equal(0, scene.EndCode);
        Assert.Equal(ReloadOutcome.Cancelled, scene.State.Roll?.Outcome);
        Assert.Null(scene.State.NextDeadline);
    }

    [Fact]
    public void Old_worker_that_ends_while_the_canary_is_watched_is_its_own_affair()
    {
        var scene = Watched(OneOfFour);
        scene.Exit(1);
        Assert.True(scene.State.Roll?.IsRunning);
        Assert.Equal("0b ready, 1a backoff, 2a ready, 3a ready", scene.Picture);
    }

    [Fact]
    public void Canary_that_is_everybody_holds_nobody_up()
    {
        var scene = Scene.Running(Policies.One with { ReloadCanary = OneOfFour.ReloadCanary });
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void Reload_during_the_watch_takes_over_and_watches_anew()
    {
        var scene = Watched(OneOfFour);
        scene.Reload();
        Assert.Equal("+0a starting, 0b ready, 1a ready, 2a ready, 3a ready", scene.Picture);
        scene.Succeed(0);
        scene.Pass(59.9);
        Assert.Equal("0a ready, 1a ready, 2a ready, 3a ready", scene.Picture);
    }

    private static Scene Watched(PoolPolicy policy)
    {
        var scene = Scene.Running(policy);
        scene.Reload();
        scene.Succeed(0);
        return scene;
    }
}
