using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

public sealed class PoolRestartTests
{
    [Theory]
    [InlineData(1, 0, 10)]
    [InlineData(2, 0, 100)]
    [InlineData(3, 0, 200)]
    [InlineData(10, 0, 25_600)]
    [InlineData(11, 0, 30_000)]
    [InlineData(1000, 0, 30_000)]
    [InlineData(int.MaxValue, 1, 22_500)]
    [InlineData(1, 1, 7.5)]
    public void Backoff_doubles_up_to_its_limit_and_is_shortened_by_chance(int failures, double chance, double wait) =>
        Assert.Equal(TimeSpan.FromMilliseconds(wait), Backoff.Next(failures, chance));

    [Fact]
    public void Worker_that_keeps_failing_waits_twice_as_long_each_time()
    {
        var scene = Scene.Running(Policies.One);
        foreach (var seconds in new[] { 0.01, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2 })
        {
            scene.Exit(0);
            Assert.Equal(TimeSpan.FromSeconds(seconds), scene[0].Deadline - scene.Now);
            scene.Pass(seconds);
            scene.AllReady();
        }
    }

    [Theory]
    [InlineData(29.9, 0.2)]
    [InlineData(30, 0.01)]
    public void Backoff_begins_anew_after_thirty_seconds_up(double up, double wait)
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0);
        scene.Pass(0.1);
        scene.Exit(0);
        scene.Pass(0.2);
        scene.AllReady();
        scene.Pass(up);
        scene.Exit(0);
        Assert.Equal(TimeSpan.FromSeconds(wait), scene[0].Deadline - scene.Now);
    }

    [Fact]
    public void Backoff_begins_anew_also_where_readiness_was_heard_of_before_exec()
    {
        var scene = new Scene(Policies.One);
        scene.Exit(0);
        scene.Pass(0.1);
        scene.To(0, WorkerEventKind.Listening);
        scene.To(0, WorkerEventKind.Executed);
        scene.Pass(3600);
        scene.Exit(0);
        Assert.Equal(TimeSpan.FromSeconds(0.01), scene[0].Deadline - scene.Now);
    }

    [Fact]
    public void Time_spent_in_backoff_does_not_count_for_the_crash_loop_limit()
    {
        var scene = Scene.Running(Policies.One with { MaxRestarts = 10, RestartWindow = TimeSpan.FromSeconds(60) });
        for (var i = 0; i < 10; i++)
        {
            scene.Exit(0, code: 3);
            Assert.Null(scene.EndCode);
            scene.Pass((scene[0].Deadline - scene.Now)?.TotalSeconds ?? 0);
            scene.To(0, WorkerEventKind.Executed);
        }

        // The ten waits are together longer than the window, and yet the eleventh failure is one too many.
        scene.Exit(0, code: 3);

        Assert.Equal(3, scene.EndCode);
        Assert.Contains("worker 0 failed more than 10 times in 60s: giving up", scene.Said);
    }

    [Fact]
    public void Failures_that_are_far_enough_apart_never_reach_the_limit()
    {
        var scene = Scene.Running(Policies.One with { MaxRestarts = 2, RestartWindow = TimeSpan.FromSeconds(60) });
        for (var i = 0; i < 100; i++)
        {
            scene.Pass(31);
            scene.Exit(0);
            scene.Pass(30);
            scene.AllReady();
        }

        Assert.Null(scene.EndCode);
        Assert.Equal(100, scene[0].Restarts);
    }

    [Fact]
    public void Limit_is_counted_per_slot()
    {
        var scene = Scene.Running(Policies.Default with { MaxRestarts = 1 });
        scene.Exit(0);
        scene.Exit(1);
        Assert.Equal(SupervisorPhase.Running, scene.State.Phase);
        scene.Pass(1);
        scene.Exit(0, code: 4);
        Assert.Equal(SupervisorPhase.Draining, scene.State.Phase);
        Assert.Equal(4, scene.State.ExitCode);
    }

    [Theory]
    [InlineData(RestartRule.Always, 0, 0, true)]
    [InlineData(RestartRule.Always, 1, 0, true)]
    [InlineData(RestartRule.OnFailure, 0, 0, false)]
    [InlineData(RestartRule.OnFailure, 1, 0, true)]
    [InlineData(RestartRule.OnFailure, 0, 15, true)]
    [InlineData(RestartRule.Never, 0, 0, false)]
    [InlineData(RestartRule.Never, 1, 0, false)]
    [InlineData(RestartRule.Never, 0, 9, false)]
    public void Restart_rule_decides_who_comes_back(RestartRule rule, int code, int signal, bool again)
    {
        var scene = Scene.Running(Policies.Default with { Restart = rule });
        scene.Exit(0, code, signal);
        scene.Pass(1);
        Assert.Equal(again ? WorkerState.Starting : WorkerState.Stopped, scene[0].State);
        Assert.Equal(WorkerState.Ready, scene[1].State);
    }

    [Theory]
    [InlineData(0, 0, RestartReason.Exit)]
    [InlineData(7, 0, RestartReason.Failure)]
    [InlineData(0, 11, RestartReason.Signal)]
    public void Restart_is_counted_by_its_reason(int code, int signal, RestartReason reason)
    {
        var scene = Scene.Running(Policies.Default);
        scene.Exit(1, code, signal);
        Assert.Equal(1, scene.State.Restarts[reason]);
        Assert.Equal(1, scene.State.Restarts.Values.Sum());
        Assert.Equal(1, scene[1].Restarts);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(3, 0, 5, 3)]
    [InlineData(0, 0, 5, 5)]
    [InlineData(0, 9, 0, 137)]
    public void Pool_whose_workers_all_finished_ends_with_the_first_failure(int first, int signal, int second, int end)
    {
        var scene = Scene.Running(Policies.Default with { Restart = RestartRule.Never });
        scene.Exit(0, first, signal);
        Assert.Null(scene.EndCode);
        scene.Exit(1, second);
        Assert.Equal(end, scene.EndCode);
        Assert.Equal(SupervisorPhase.Stopped, scene.State.Phase);
    }

    [Fact]
    public void Nothing_begins_after_the_end()
    {
        var scene = Scene.Running(Policies.One with { Restart = RestartRule.Never });
        scene.Exit(0, 0);
        var (state, done) = (scene.State, scene.Done.Count);
        scene.Signal();
        scene.Signal();
        scene.Signal();
        scene.Happen(new PoolEvent.Tick());
        scene.Observe();
        Assert.Same(state, scene.State);
        Assert.Equal(done, scene.Done.Count);
    }
}
