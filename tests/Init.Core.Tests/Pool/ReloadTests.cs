using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>How a reload goes where nothing fails.</summary>
public sealed class ReloadTests
{
    private static readonly PoolPolicy Four = Policies.Default with { Workers = 4 };

    [Fact]
    public void Slots_are_replaced_one_after_the_other_in_their_order()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        Assert.Equal("0a ready, +0b starting, 1a ready", scene.Picture);
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal("-0a draining, 0b ready, 1a ready", scene.Picture);
        scene.Leave(0, 0);
        Assert.Equal("0b ready, 1a ready, +1b starting", scene.Picture);
        scene.Succeed(1);
        Assert.Equal("0b ready, 1b ready", scene.Picture);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
        Assert.Equal("reloaded 2 workers in 0.0s, generation 2", scene.Said.Last());
    }

    [Fact]
    public void Old_worker_is_told_nothing_before_its_successor_is_ready()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.Pass(10);
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Executed));
        Assert.Empty(scene.Signalled);
        Assert.Equal("0a ready, +0b starting", scene.Picture);
    }

    [Fact]
    public void Old_worker_is_told_to_stop_once_it_was_seen_quiet_twice()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenQuiet));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenBusy));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenQuiet));
        Assert.Empty(scene.Signalled);
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenQuiet));
        Assert.Equal("-0a stopping, 0b ready", scene.Picture);
        Assert.Equal([0], scene.Signalled);
    }

    [Theory]
    [InlineData(true, true, 5, "-0a stopping, 0b ready")]
    [InlineData(false, true, 5, "-0a draining, 0b ready")]
    [InlineData(false, true, 23, "-0a stopping, 0b ready")]
    [InlineData(true, false, 24.9, "-0a draining, 0b ready")]
    [InlineData(false, false, 24.9, "-0a draining, 0b ready")]
    [InlineData(false, false, 25, "-0a stopping, 0b ready")]
    public void Old_worker_that_stays_busy_is_waited_for_but_shorter_where_only_kept_connections_are_busy(
        bool caught, bool onlyKept, double seconds, string then)
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.Pass(seconds);
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenBusy)
        {
            StopIsCaught = caught, OnlyKept = onlyKept,
        });
        Assert.Equal(then, scene.Picture);
    }

    [Theory]
    [InlineData(4, "25%", 1)]
    [InlineData(5, "25%", 2)]
    [InlineData(4, "100%", 4)]
    [InlineData(4, "3", 3)]
    [InlineData(1, "3", 1)]
    public void Surge_is_how_many_are_started_at_once(int workers, string surge, int started)
    {
        Assert.True(Portion.Parse(surge).Succeeded(out var portion));
        var scene = Scene.Running(Policies.Default with { Workers = workers, ReloadSurge = portion });
        scene.Reload();
        Assert.Equal(started, scene.Launches - workers);
        Assert.Equal(
            Enumerable.Range(0, started), scene.State.Workers.Values
                .Where(worker => worker.Duty == Duty.Successor).Select(worker => worker.Slot));
    }

    [Fact]
    public void Who_has_yet_to_leave_counts_for_the_surge()
    {
        var scene = Scene.Running(Four with { ReloadSurge = new Portion(2, IsPercent: false) });
        scene.Reload();
        scene.BecomeReady(new Seat(1, 1));
        Assert.Equal("0a ready, +0b starting, -1a draining, 1b ready, 2a ready, 3a ready", scene.Picture);
        scene.Leave(1, 0);
        Assert.Equal("0a ready, +0b starting, 1b ready, 2a ready, +2b starting, 3a ready", scene.Picture);
    }

    [Fact]
    public void Whoever_is_ready_counts_at_least_as_many_as_are_wanted()
    {
        var scene = Scene.Running(Four);
        scene.Reload();
        for (var slot = 0; slot < 4; slot++)
        {
            Assert.Equal(4, scene.State.ReadyCount);
            scene.BecomeReady(new Seat(slot, 1));
            Assert.Equal(4, scene.State.ReadyCount);
            scene.Leave(slot, 0);
        }

        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void New_worker_takes_over_only_after_its_least_uptime()
    {
        var scene = Scene.Running(Policies.One with { ReloadMinUptime = TimeSpan.FromSeconds(5) });
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.Pass(4.9);
        Assert.Equal("0a ready, +0b ready", scene.Picture);
        scene.Pass(0.1);
        Assert.Equal("-0a draining, 0b ready", scene.Picture);
    }

    [Fact]
    public void Reload_is_over_when_the_last_old_worker_is_gone()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal(1, scene.State.Roll?.Replaced);
        Assert.True(scene.State.Roll?.IsRunning);
        scene.Leave(0, 0);
        Assert.Equal(1, scene.State.Reloads[ReloadOutcome.Done]);
    }

    [Fact]
    public void Generation_counts_reloads_and_each_worker_has_that_of_its_start()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal([2, 1, 2], scene.State.Workers.Values.Select(worker => worker.Generation));
        scene.Succeed(1);
        scene.Reload();
        scene.Succeed(0);
        scene.Succeed(1);
        Assert.Equal([3, 3], scene.State.Workers.Values.Select(worker => worker.Generation));
        Assert.Equal("0a ready, 1a ready", scene.Picture);
    }

    [Fact]
    public void History_of_a_slot_goes_on_and_a_reload_is_no_restart()
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0, code: 7);
        scene.Pass(0.1);
        scene.AllReady();
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal((1, "exited with code 7"), (scene[0].Restarts, scene[0].LastExit));
        Assert.Equal(1, scene.State.Restarts.Values.Sum());
    }

    [Fact]
    public void Worker_in_backoff_is_replaced_like_any_other()
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0);
        scene.Reload();
        Assert.Equal("0a backoff, +0b starting", scene.Picture);
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal("0b ready", scene.Picture);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void Old_worker_that_dies_meanwhile_comes_back_until_its_successor_is_ready()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.Exit(0);
        Assert.Equal("0a backoff, +0b starting", scene.Picture);
        scene.Pass(0.1);
        Assert.Equal("0a starting, +0b starting", scene.Picture);
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal("-0a stopping, 0b ready", scene.Picture);
    }

    [Fact]
    public void Slot_that_has_done_its_work_is_left_alone()
    {
        var scene = Scene.Running(Policies.Default with { Restart = RestartRule.OnFailure });
        scene.Exit(0, code: 0);
        scene.Reload();
        Assert.Equal("0a stopped, 1a ready, +1b starting", scene.Picture);
        Assert.Equal(1, scene.State.Roll?.Slots);
    }

    [Fact]
    public void Old_worker_that_does_not_stop_is_killed_and_the_reload_goes_on()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.Pass(25 + 25);
        Assert.Equal([0], scene.Killed);
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.Exited, Signal: 9));
        Assert.Equal("0b ready, 1a ready, +1b starting", scene.Picture);
    }

    [Fact]
    public void Only_what_a_reload_starts_has_its_last_lines_kept()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        Assert.Equal([false, true], scene.Done.OfType<Effect.Launch>().Select(launch => launch.KeepsLastLines));
    }

    [Fact]
    public void Reload_during_a_reload_takes_over_and_begins_with_the_first_slot_again()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal("0b ready, 1a ready, +1b starting", scene.Picture);
        scene.Reload();
        Assert.Equal("0b ready, 1a ready, -1b stopping", scene.Picture);
        Assert.Equal(1, scene.State.Reloads[ReloadOutcome.Superseded]);
        scene.To(new Seat(1, 1), new WorkerEvent(WorkerEventKind.Exited, Signal: 15));
        Assert.Equal("+0a starting, 0b ready, 1a ready", scene.Picture);
        scene.Succeed(0);
        scene.Succeed(1);
        Assert.Equal([3, 3], scene.State.Workers.Values.Select(worker => worker.Generation));
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void New_worker_of_a_reload_that_was_overtaken_may_fail_without_harm()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.Reload();
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Equal("0a ready, +0b starting", scene.Picture);
        Assert.Equal((3, true), (scene.State.Roll?.Generation, scene.State.Roll?.IsRunning));
    }

    [Fact]
    public void Many_reloads_at_once_end_in_one_worker_of_the_newest()
    {
        var scene = Scene.Running(Policies.One);
        for (var i = 0; i < 10; i++)
        {
            scene.Reload();
        }

        Assert.Equal("0a ready, -0b stopping", scene.Picture);
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Signal: 15));
        scene.Succeed(0);
        Assert.Equal(("0b ready", 11), (scene.Picture, scene[0].Generation));
    }

    [Fact]
    public void Drain_during_a_reload_ends_it_and_everybody_who_is_ready_serves_on()
    {
        var scene = Scene.Running(Policies.Delayed with { ReloadMinUptime = TimeSpan.FromSeconds(9) });
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.Signal();
        Assert.Equal(ReloadOutcome.Cancelled, scene.State.Roll?.Outcome);
        Assert.Equal(2, scene.State.ReadyCount);
        scene.Pass(13.5);
        scene.SeeEmpty();
        Assert.Equal([0, 0, 1], scene.Signalled);
        scene.ExitAll();
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
    }

    [Fact]
    public void Drain_during_a_reload_stops_a_new_worker_that_does_not_serve_yet()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Reload();
        scene.Signal();
        Assert.Equal("0a ready, -0b stopping, 1a ready", scene.Picture);
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Nothing_is_reloaded_in_a_drain_or_a_pause()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Happen(new PoolEvent.Pause());
        scene.Reload();
        Assert.Equal("got SIGHUP: nothing to reload, as the app is stopped", scene.Said.Last());
        scene.Happen(new PoolEvent.Resume());
        scene.Signal();
        scene.Reload();
        Assert.Equal("got SIGHUP: nothing to reload, as the app is draining", scene.Said.Last());
        Assert.Null(scene.State.Roll);
    }
}
