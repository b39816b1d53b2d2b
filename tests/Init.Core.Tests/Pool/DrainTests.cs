using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

public sealed class DrainTests
{
    [Fact]
    public void Without_a_delay_new_connections_are_held_off_at_once()
    {
        var scene = Draining(Policies.Default);
        Assert.Equal(DrainPhase.Empty, scene.State.Drain?.Phase);
        Assert.Contains(new Effect.HoldNewConnections(), scene.Done);
        Assert.Empty(scene.Signalled);
        Assert.Equal(SupervisorPhase.Draining, scene.State.Phase);
    }

    [Fact]
    public void Clean_drain_ends_with_0()
    {
        var scene = Draining(Policies.Default);
        var begin = scene.Now;
        scene.Pass(5);
        scene.SeeEmpty();
        Assert.Equal(begin, scene.State.Drain?.DelayEndedAt);
        Assert.Equal([0, 1], scene.Signalled);
        Assert.Single(scene.Done, new Effect.GiveUpSockets());
        scene.ExitAll(code: 143);
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
        Assert.Equal(DrainPhase.Done, scene.State.Drain?.Phase);
        Assert.Null(scene.State.NextDeadline);
    }

    [Fact]
    public void Quiet_before_the_least_delay_does_not_end_it()
    {
        var scene = Draining(Policies.Delayed);
        scene.Pass(2.9);
        scene.Observe();
        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        scene.Pass(0.1);
        scene.Observe();
        Assert.Equal(DrainPhase.Empty, scene.State.Drain?.Phase);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void New_or_queued_connection_prolongs_the_delay_by_two_seconds(long fresh, long queued)
    {
        var scene = Draining(Policies.Delayed);
        scene.Pass(4);
        scene.Observe(fresh, queued);
        scene.Pass(1.9);
        scene.Observe();
        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        scene.Pass(0.1);
        scene.Observe();
        Assert.Equal(DrainPhase.Empty, scene.State.Drain?.Phase);
    }

    [Fact]
    public void Delay_has_an_end_however_many_connections_come()
    {
        var scene = Draining(Policies.Delayed with { TerminationGrace = TimeSpan.FromSeconds(60) });
        for (var i = 0; i < 149; i++)
        {
            scene.Pass(0.1);
            scene.Observe(fresh: 1);
        }

        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        scene.Pass(0.1);
        Assert.Equal(DrainPhase.Empty, scene.State.Drain?.Phase);
    }

    [Theory]
    [InlineData(30, 13.5)]
    [InlineData(10, 3.5)]
    [InlineData(3, 0)]
    [InlineData(1, 0)]
    public void Delay_leaves_half_of_the_grace_to_the_workers(double grace, double delay)
    {
        var scene = Scene.Running(Policies.Delayed with { TerminationGrace = TimeSpan.FromSeconds(grace) });
        var begin = scene.Now;
        scene.Signal();
        scene.Pass(delay);
        Assert.Equal(begin + TimeSpan.FromSeconds(delay), scene.State.Drain?.DelayEndedAt);
    }

    [Fact]
    public void Queue_must_be_seen_empty_twice_in_a_row()
    {
        var scene = Draining(Policies.Default);
        scene.Observe();
        scene.Observe(queued: 1);
        scene.Observe();
        Assert.Empty(scene.Signalled);
        scene.Observe();
        Assert.Equal([0, 1], scene.Signalled);
    }

    [Theory]
    [InlineData(true, DrainPhase.Stop)]
    [InlineData(false, DrainPhase.Empty)]
    public void Requests_under_way_are_waited_for_but_shortly_where_the_stop_signal_is_caught(bool caught, DrainPhase phase)
    {
        var scene = Draining(Policies.Default);
        scene.Observe(busy: 2, caught: caught);
        scene.Observe(busy: 2, caught: caught);
        Assert.Equal(DrainPhase.Empty, scene.State.Drain?.Phase);
        scene.Pass(WorkerMachine.TrustAfter.TotalSeconds);
        scene.Observe(busy: 2, caught: caught);
        scene.Observe(busy: 2, caught: caught);
        Assert.Equal(phase, scene.State.Drain?.Phase);
    }

    [Fact]
    public void One_stop_that_is_signalled_twice_does_not_hurry()
    {
        var scene = Draining(Policies.Delayed);
        scene.EchoedSignal();
        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        scene.Signal();
        Assert.Equal(DrainPhase.Stop, scene.State.Drain?.Phase);
        scene.EchoedSignal();
        Assert.Empty(scene.Killed);
    }

    [Fact]
    public void Queue_that_never_empties_is_waited_for_no_longer_than_half_of_what_is_left()
    {
        var scene = Draining(Policies.Default);
        scene.Pass(13.4);
        scene.Observe(queued: 1);
        Assert.Empty(scene.Signalled);
        scene.Pass(0.1);
        Assert.Equal([0, 1], scene.Signalled);
        Assert.Contains("not all requests were seen to be over in time: stopping all workers nevertheless", scene.Said);
    }

    [Fact]
    public void Worker_that_ignores_the_stop_signal_is_killed_after_its_timeout_and_the_code_says_so()
    {
        var scene = Draining(Policies.Default with { StopTimeout = TimeSpan.FromSeconds(5) });
        scene.SeeEmpty();
        scene.Exit(0, 0);
        scene.Pass(4.9);
        Assert.Empty(scene.Killed);
        scene.Pass(0.1);
        Assert.Equal([1], scene.Killed);
        Assert.Equal(1, scene.State.Drain?.Forced);
        scene.Exit(1, code: 0, signal: 9);
        Assert.Equal(ExitCodes.Forced, scene.EndCode);
    }

    [Fact]
    public void Everybody_is_killed_three_seconds_before_the_grace_ends()
    {
        var scene = Draining(Policies.Delayed with { StopTimeout = TimeSpan.FromHours(1) });
        scene.Pass(26.9);
        Assert.Empty(scene.Killed);
        scene.Pass(0.1);
        Assert.Equal([0, 1], scene.Killed);
        Assert.Equal(2, scene.State.Drain?.Forced);
        Assert.Null(scene.State.NextDeadline);
    }

    [Fact]
    public void Second_signal_skips_the_waiting()
    {
        var scene = Draining(Policies.Delayed);
        scene.Signal();
        Assert.Equal([0, 1], scene.Signalled);
        Assert.Equal(DrainPhase.Stop, scene.State.Drain?.Phase);
        Assert.NotNull(scene.State.Drain?.DelayEndedAt);
        scene.ExitAll();
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
    }

    [Fact]
    public void Second_signal_after_the_workers_were_told_repeats_nothing()
    {
        var scene = Draining(Policies.Default);
        scene.SeeEmpty();
        scene.Signal();
        Assert.Equal([0, 1], scene.Signalled);
        Assert.Single(scene.Done, new Effect.GiveUpSockets());
    }

    [Fact]
    public void Third_signal_kills()
    {
        var scene = Draining(Policies.Delayed);
        scene.Signal();
        scene.Signal();
        Assert.Equal([0, 1], scene.Killed);
        scene.Signal();
        Assert.Equal([0, 1], scene.Killed);
        scene.ExitAll(code: 137);
        Assert.Equal(ExitCodes.Forced, scene.EndCode);
        Assert.Equal(2, scene.State.Drain?.Forced);
    }

    [Fact]
    public void Drain_command_may_come_any_number_of_times()
    {
        var scene = Scene.Running(Policies.Delayed);
        for (var i = 0; i < 5; i++)
        {
            scene.DrainCommand();
        }

        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        Assert.Equal("got a drain command: draining", scene.Said.Last());
    }

    [Fact]
    public void First_signal_after_a_drain_command_does_not_hurry()
    {
        // The hook before the stop drains, then the signal of the same end comes.
        var scene = Scene.Running(Policies.Delayed);
        scene.DrainCommand();
        scene.Signal();
        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        scene.Signal();
        Assert.Equal(DrainPhase.Stop, scene.State.Drain?.Phase);
        scene.Signal();
        Assert.Equal([0, 1], scene.Killed);
    }

    [Fact]
    public void Worker_that_dies_while_draining_is_not_restarted()
    {
        var scene = Draining(Policies.Delayed);
        scene.Exit(0, code: 1);
        scene.Pass(5);
        Assert.Equal(2, scene.Launches);
        Assert.Equal(WorkerState.Stopped, scene[0].State);
        scene.Exit(1, code: 1);
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
    }

    [Fact]
    public void Worker_that_missed_its_ready_timeout_while_draining_is_not_restarted()
    {
        var scene = new Scene(Policies.Delayed with { ReadyTimeout = TimeSpan.FromSeconds(5), MaxRestarts = 0 });
        scene.To(0, WorkerEventKind.Listening);
        scene.Signal();
        scene.Pass(5);
        scene.Exit(1, code: 0);

        Assert.Empty(scene.State.Restarts);
        Assert.Null(scene.State.ExitCode);
        Assert.DoesNotContain(scene.Said, said => said.Contains("restarting", StringComparison.Ordinal));
        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
    }

    [Fact]
    public void Worker_that_is_starting_when_the_drain_begins_may_become_ready_and_serve()
    {
        var scene = new Scene(Policies.Delayed);
        scene.Signal();
        scene.AllReady();
        Assert.Equal(2, scene.State.ReadyCount);
        Assert.False(scene.State.Started);
        scene.Pass(13.5);
        scene.SeeEmpty();
        Assert.Equal([0, 1], scene.Signalled);
    }

    [Fact]
    public void Worker_in_backoff_when_the_drain_begins_stays_away()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Exit(0);
        scene.Signal();
        Assert.Equal(WorkerState.Stopped, scene[0].State);
        scene.Pass(13);
        Assert.Equal(2, scene.Launches);
    }

    [Fact]
    public void Pool_in_which_all_wait_in_backoff_ends_at_once()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.ExitAll(code: 1);
        scene.Signal();
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
    }

    [Fact]
    public void Time_that_jumps_over_the_whole_drain_kills_and_ends()
    {
        var scene = Draining(Policies.Delayed);
        scene.Pass(0);
        var late = PoolMachine.Next(
            scene.State, new PoolEvent.Tick(), Policies.Delayed, scene.Now + TimeSpan.FromHours(1), 0);
        Assert.Equal(2, late.Effects.Count(effect => effect is Effect.Kill));
    }

    [Fact]
    public void Worker_that_finished_with_a_failure_before_decides_the_code_of_a_clean_drain()
    {
        var scene = Scene.Running(Policies.Default with { Restart = RestartRule.Never });
        scene.Exit(0, code: 3);
        scene.Signal();
        scene.SeeEmpty();
        scene.ExitAll();
        Assert.Equal(3, scene.EndCode);
    }

    [Fact]
    public void Observations_are_wanted_only_while_something_is_waited_for()
    {
        var scene = Scene.Running(Policies.Delayed);
        Assert.False(scene.State.WantsObservation);
        scene.Signal();
        Assert.True(scene.State.WantsObservation);
        scene.Pass(13.5);
        Assert.True(scene.State.WantsObservation);
        scene.SeeEmpty();
        Assert.False(scene.State.WantsObservation);
        scene.Observe(queued: 9);
        Assert.Equal(DrainPhase.Stop, scene.State.Drain?.Phase);
    }

    private static Scene Draining(PoolPolicy policy)
    {
        var scene = Scene.Running(policy);
        scene.Signal();
        return scene;
    }
}
