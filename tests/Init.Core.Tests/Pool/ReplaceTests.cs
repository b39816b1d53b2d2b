using Init.Core.Pool;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>A guard wants a worker replaced: the new one comes first.</summary>
public sealed class ReplaceTests
{
    private static readonly PoolPolicy Mortal = Policies.Default with { MaxLifetime = TimeSpan.FromSeconds(100) };

    [Fact]
    public void New_worker_is_ready_before_the_old_one_runs_out_of_requests()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Replace(1);
        Assert.Equal("0a ready, 1a ready, +1b starting", scene.Picture);
        Assert.Equal("worker 1 (pid 102) uses too much memory: replacing it", scene.Said.Last());
        scene.BecomeReady(new Seat(1, 1));
        Assert.Equal("0a ready, -1a draining, 1b ready", scene.Picture);
        scene.Leave(1, 0);
        Assert.Equal("0a ready, 1b ready", scene.Picture);
        Assert.Equal((1, 1), (scene[1].Restarts, scene.State.Restarts[RestartReason.Memory]));
        Assert.Empty(scene.State.Wishes);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(11, 0)]
    public void Old_worker_goes_on_when_its_successor_fails(int signal, int code)
    {
        var scene = Scene.Running(Policies.Default);
        scene.Replace(0);
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Code: code, Signal: signal));
        Assert.Equal("0a ready, 1a ready", scene.Picture);
        Assert.EndsWith(": the old one goes on", scene.Said.Last(), StringComparison.Ordinal);
        Assert.Empty(scene.State.Wishes);
        Assert.Empty(scene.State.Restarts);
        scene.Replace(0);
        Assert.Equal("0a ready, +0b starting, 1a ready", scene.Picture);
    }

    [Fact]
    public void Worker_that_hangs_is_told_to_stop_as_soon_as_another_one_is_ready()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Replace(0, RestartReason.Watchdog, hangs: true);
        Assert.Empty(scene.Signalled);
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal("-0a stopping, 0b ready, 1a ready", scene.Picture);
        Assert.Equal([0], scene.Signalled);
    }

    [Fact]
    public void Worker_that_is_no_better_than_the_one_before_is_left_alone_for_twice_as_long_each_time()
    {
        var scene = Scene.Running(Policies.One);
        foreach (var (side, wait) in new[] { (0, 0), (1, 0.01), (0, 0.1), (1, 0.2), (0, 0.4) })
        {
            scene.Pass(Math.Max(0, wait - 0.001));
            scene.Replace(0);
            Assert.Equal(wait == 0, scene.State.Wishes.Count == 1);
            scene.Pass(0.001);
            scene.Replace(0);
            scene.BecomeReady(new Seat(0, 1 - side));
            scene.Leave(0, side);
        }
    }

    [Fact]
    public void Worker_that_was_well_for_long_is_replaced_at_once()
    {
        var scene = Scene.Running(Policies.One);
        scene.Replace(0);
        scene.BecomeReady(new Seat(0, 1));
        scene.Leave(0, 0);
        scene.Pass(30);
        scene.Replace(0);
        scene.BecomeReady(new Seat(0, 0));
        scene.Leave(0, 1);
        Assert.Equal(1, scene[0].Failures);
    }

    [Fact]
    public void Wish_about_a_process_that_is_gone_is_ignored()
    {
        var scene = Scene.Running(Policies.Default);
        var gone = new PoolEvent.Replace(new Seat(0, 0), 101, RestartReason.Memory, "uses too much memory");
        scene.Exit(0);
        scene.Happen(gone);
        scene.Pass(0.1);
        scene.AllReady();
        scene.Happen(gone);
        Assert.Empty(scene.State.Wishes);
        Assert.Equal("0a ready, 1a ready", scene.Picture);
    }

    [Fact]
    public void Wish_is_fulfilled_when_the_worker_dies_by_itself()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Replace(0);
        scene.Replace(1);
        scene.Exit(1);
        Assert.Equal([0], scene.State.Wishes.Select(wish => wish.Seat.Slot));
        scene.Succeed(0);
        Assert.Equal("0b ready, 1a backoff", scene.Picture);
    }

    [Fact]
    public void Wishes_wait_for_their_turn_in_order()
    {
        var scene = Scene.Running(Policies.Default with { Workers = 3 });
        scene.Replace(2);
        scene.Replace(0);
        Assert.Equal("0a ready, 1a ready, 2a ready, +2b starting", scene.Picture);
        scene.Succeed(2);
        Assert.Equal("0a ready, +0b starting, 1a ready, 2b ready", scene.Picture);
    }

    [Fact]
    public void Same_wish_twice_is_one()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Replace(1);
        scene.Replace(0);
        scene.Replace(0);
        scene.Replace(1);
        Assert.Equal([1, 0], scene.State.Wishes.Select(wish => wish.Seat.Slot));
        Assert.Equal(2, scene.Said.Count(said => said.EndsWith("replacing it", StringComparison.Ordinal)));
    }

    [Fact]
    public void Wishes_are_bounded()
    {
        var scene = Scene.Running(Policies.Default with { Workers = 1010 });
        for (var slot = 1009; slot >= 0; slot--)
        {
            scene.Replace(slot);
        }

        Assert.Equal(1000, scene.State.Wishes.Count);
    }

    [Fact]
    public void Wish_during_a_reload_is_fulfilled_by_it()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.Replace(1);
        Assert.Equal("0a ready, +0b starting, 1a ready", scene.Picture);
        scene.Succeed(0);
        scene.Succeed(1);
        Assert.Equal("0b ready, 1b ready", scene.Picture);
        Assert.Empty(scene.State.Wishes);
        Assert.Equal(2 + 2, scene.Launches);
    }

    [Fact]
    public void Wish_waits_while_a_reload_is_under_way_and_has_its_turn_when_that_failed()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.Replace(1);
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Equal("0a ready, 1a ready, +1b starting", scene.Picture);
    }

    [Fact]
    public void Reload_during_a_replacement_replaces_that_one_too()
    {
        var scene = Scene.Running(Policies.One);
        scene.Replace(0);
        scene.Reload();
        Assert.Equal("0a ready, +0b starting", scene.Picture);
        scene.Succeed(0);
        Assert.Equal("+0a starting, 0b ready", scene.Picture);
        scene.Succeed(0);
        Assert.Equal((ReloadOutcome.Done, 2), (scene.State.Roll!.Outcome, scene[0].Generation));
    }

    [Fact]
    public void Successor_that_was_started_before_a_reload_may_fail_without_ending_it()
    {
        var scene = Scene.Running(Policies.One);
        scene.Replace(0);
        scene.Reload();
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.True(scene.State.Roll?.IsRunning);
        Assert.Equal("0a ready, +0b starting", scene.Picture);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.5, 95)]
    [InlineData(1, 90)]
    public void Worker_is_replaced_when_it_has_lived_its_time_which_chance_shortens_by_up_to_a_tenth(
        double chance, double seconds)
    {
        var scene = new Scene(Mortal with { Workers = 1 }) { Chance = chance };
        scene.AllReady();
        scene.Pass(seconds - 0.1);
        Assert.Equal("0a ready", scene.Picture);
        scene.Pass(0.1);
        Assert.Equal("0a ready, +0b starting", scene.Picture);
        scene.Succeed(0);
        Assert.Equal(1, scene.State.Restarts[RestartReason.Lifetime]);
        scene.Pass(seconds);
        Assert.Equal("+0a starting, 0b ready", scene.Picture);
    }

    [Fact]
    public void Workers_that_have_lived_their_time_together_are_replaced_one_after_the_other()
    {
        var scene = Scene.Running(Mortal);
        scene.Pass(100);
        Assert.Equal("0a ready, +0b starting, 1a ready", scene.Picture);
        scene.Succeed(0);
        Assert.Equal("0b ready, 1a ready, +1b starting", scene.Picture);
    }

    [Fact]
    public void Worker_whose_successor_failed_is_tried_again_after_another_life()
    {
        var scene = Scene.Running(Mortal with { Workers = 1 });
        scene.Pass(100);
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Equal("0a ready", scene.Picture);
        scene.Pass(100);
        Assert.Equal("0a ready, +0b starting", scene.Picture);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Drain_or_pause_wants_nobody_replaced(bool pause)
    {
        var scene = Scene.Running(Mortal with { DrainDelay = Policies.Delayed.DrainDelay });
        scene.Happen(pause ? new PoolEvent.Pause() : new PoolEvent.Stop("SIGTERM", Hurries: true));
        scene.Replace(0);
        Assert.Empty(scene.State.Wishes);
        Assert.Equal(2, scene.Launches);
    }

    [Fact]
    public void Drain_during_a_replacement_forgets_it()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Replace(0);
        scene.Signal();
        Assert.Equal("0a ready, +0b stopping, 1a ready", scene.Picture);
        Assert.Empty(scene.State.Wishes);
    }
}
