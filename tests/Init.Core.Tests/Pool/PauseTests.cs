using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>Stopped and started, and restarted in place, by command.</summary>
public sealed class PauseTests
{
    private static readonly WorkerEvent Stopped = new(WorkerEventKind.Exited, Signal: 15);

    [Fact]
    public void Pause_stops_all_workers_and_pm1_stays()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Pause());
        Assert.Equal("0a stopping, 1a stopping", scene.Picture);
        scene.ExitAll(code: 143);
        scene.Pass(3600);
        Assert.Equal("0a stopped, 1a stopped", scene.Picture);
        Assert.Null(scene.EndCode);
        Assert.Equal(2, scene.Launches);
    }

    [Fact]
    public void Resume_starts_what_was_stopped()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Pause());
        scene.ExitAll(code: 143);
        scene.Happen(new PoolEvent.Resume());
        Assert.Equal("0a starting, 1a starting", scene.Picture);
        Assert.Empty(scene.State.Restarts);
    }

    [Fact]
    public void Resume_while_workers_are_still_stopping_starts_them_when_they_have_stopped()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Pause());
        scene.To(0, Stopped);
        scene.Happen(new PoolEvent.Resume());
        Assert.Equal("0a starting, 1a stopping", scene.Picture);
        scene.To(1, Stopped);
        Assert.Equal("0a starting, 1a starting", scene.Picture);
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Resume_while_workers_are_being_killed_starts_them_when_they_are_gone()
    {
        var scene = Scene.Running(Policies.One);
        scene.Happen(new PoolEvent.Pause());
        scene.Pass(25);
        Assert.Equal("0a killed", scene.Picture);
        scene.Happen(new PoolEvent.Resume());
        scene.To(0, new WorkerEvent(WorkerEventKind.Exited, Signal: 9));
        Assert.Equal("0a starting", scene.Picture);
    }

    [Fact]
    public void Pause_after_such_a_resume_is_obeyed()
    {
        var scene = Scene.Running(Policies.One);
        scene.Happen(new PoolEvent.Pause());
        scene.Happen(new PoolEvent.Resume());
        scene.Happen(new PoolEvent.Pause());
        scene.To(0, Stopped);
        Assert.Equal("0a stopped", scene.Picture);
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Resume_starts_also_who_has_finished_for_good()
    {
        var scene = Scene.Running(Policies.Default with { Restart = RestartRule.OnFailure });
        scene.Exit(0, code: 0);
        scene.Happen(new PoolEvent.Resume());
        Assert.Equal("0a starting, 1a ready", scene.Picture);
    }

    [Fact]
    public void Resume_of_an_app_that_runs_changes_nothing()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Resume());
        Assert.Equal("0a ready, 1a ready", scene.Picture);
        Assert.Equal(2, scene.Launches);
    }

    [Fact]
    public void Pause_ends_a_reload_and_drops_what_guards_wished()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Replace(1);
        scene.Reload();
        scene.Happen(new PoolEvent.Pause());
        Assert.Equal(ReloadOutcome.Cancelled, scene.State.Roll?.Outcome);
        Assert.Empty(scene.State.Wishes);
        scene.ExitAll(code: 143);
        Assert.Equal("0a stopped, 1a stopped", scene.Picture);
    }

    [Fact]
    public void Number_that_changes_in_a_pause_counts_from_the_resume_on()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Pause());
        scene.ExitAll(code: 143);
        scene.Scale(3);
        Assert.Equal("0a stopped, 1a stopped", scene.Picture);
        scene.Scale(1);
        Assert.Equal("0a stopped", scene.Picture);
        scene.Happen(new PoolEvent.Resume());
        Assert.Equal("0a starting", scene.Picture);
    }

    [Fact]
    public void Drain_in_a_pause_ends_at_once()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Happen(new PoolEvent.Pause());
        scene.ExitAll(code: 143);
        scene.Signal();
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
    }

    [Fact]
    public void Worker_in_backoff_when_the_pause_begins_stays_away()
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0);
        scene.Happen(new PoolEvent.Pause());
        scene.Pass(60);
        Assert.Equal("0a stopped", scene.Picture);
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Restart_stops_all_and_starts_each_as_soon_as_it_has_ended()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Restart(null));
        Assert.Equal("0a stopping, 1a stopping", scene.Picture);
        scene.To(1, Stopped);
        Assert.Equal("0a stopping, 1a starting", scene.Picture);
        Assert.Equal((1, 1), (scene[1].Restarts, scene.State.Restarts[RestartReason.Command]));
    }

    [Fact]
    public void Restart_of_one_slot_leaves_the_others_alone()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Happen(new PoolEvent.Restart(1));
        Assert.Equal("0a ready, 1a stopping", scene.Picture);
    }

    [Fact]
    public void Restart_does_not_wait_for_the_end_of_a_backoff()
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0);
        scene.Happen(new PoolEvent.Restart(null));
        Assert.Equal("0a starting", scene.Picture);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Restart_starts_again_whatever_the_rule_and_the_code_say(int code)
    {
        var scene = Scene.Running(Policies.One with { Restart = RestartRule.Never, StopExitCodes = [0, 1] });
        scene.Happen(new PoolEvent.Restart(0));
        scene.Exit(0, code);
        Assert.Equal("0a starting", scene.Picture);
    }

    [Fact]
    public void Restart_of_one_that_leaves_by_itself_is_obeyed_whatever_the_rule_says()
    {
        var scene = Scene.Running(Policies.One with { Restart = RestartRule.OnFailure });
        scene.To(0, WorkerEventKind.Leaving);
        scene.Happen(new PoolEvent.Restart(0));
        scene.Exit(0, code: 0);
        Assert.Equal("0a starting", scene.Picture);
    }

    [Fact]
    public void Restart_during_which_the_drain_begins_starts_nothing()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Happen(new PoolEvent.Restart(0));
        scene.Signal();
        scene.To(0, Stopped);
        Assert.Equal("0a stopped, 1a ready", scene.Picture);
        Assert.Equal(2, scene.Launches);
    }

    [Fact]
    public void Restart_any_number_of_times_never_reaches_the_limit_of_failures()
    {
        var scene = Scene.Running(Policies.One with { MaxRestarts = 1 });
        for (var i = 0; i < 20; i++)
        {
            scene.Happen(new PoolEvent.Restart(null));
            scene.To(0, Stopped);
            scene.AllReady();
        }

        Assert.Equal("0a ready", scene.Picture);
    }
}
