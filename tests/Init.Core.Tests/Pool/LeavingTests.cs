using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>What follows when a worker ends by its own decision.</summary>
public sealed class LeavingTests
{
    [Theory]
    [InlineData(RestartRule.Always, 0, "0a backoff, 1a ready")]
    [InlineData(RestartRule.Always, 2, "0a backoff, 1a ready")]
    [InlineData(RestartRule.OnFailure, 0, "0a stopped, 1a ready")]
    [InlineData(RestartRule.OnFailure, 2, "0a backoff, 1a ready")]
    [InlineData(RestartRule.Never, 0, "0a stopped, 1a ready")]
    public void Worker_that_says_that_it_stops_follows_the_rule_when_it_has(RestartRule rule, int code, string then)
    {
        var scene = Scene.Running(Policies.Default with { Restart = rule });
        scene.To(0, WorkerEventKind.Leaving);
        Assert.Equal("0a stopping, 1a ready", scene.Picture);
        scene.Exit(0, code);
        Assert.Equal(then, scene.Picture);
        Assert.Empty(scene.Signalled);
    }

    [Fact]
    public void Worker_that_says_that_it_stops_and_does_not_is_told_and_then_killed()
    {
        var scene = Scene.Running(Policies.One);
        scene.To(0, WorkerEventKind.Leaving);
        scene.Pass(24.9);
        Assert.Empty(scene.Signalled);
        scene.Pass(0.1);
        Assert.Equal([0], scene.Signalled);
        scene.Pass(25);
        Assert.Equal([0], scene.Killed);
        scene.Exit(0, code: 0, signal: 9);
        Assert.Equal("0a backoff", scene.Picture);
    }

    [Fact]
    public void Worker_that_asks_for_time_to_stop_gets_it()
    {
        var scene = Scene.Running(Policies.One);
        scene.To(0, WorkerEventKind.Leaving);
        scene.To(0, new WorkerEvent(WorkerEventKind.Extends) { Extension = TimeSpan.FromSeconds(60) });
        scene.Pass(59.9);
        Assert.Empty(scene.Signalled);
        scene.Pass(0.1);
        Assert.Equal([0], scene.Signalled);
    }

    [Fact]
    public void Old_worker_that_says_that_it_stops_during_a_reload_ends_by_itself()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.Leaving));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.Exited));
        Assert.Equal("0b ready", scene.Picture);
        Assert.Empty(scene.State.Restarts);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void New_worker_that_says_that_it_stops_has_failed_when_it_has()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Leaving));
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited));
        Assert.Equal("0a ready", scene.Picture);
        Assert.Equal(ReloadOutcome.Failed, scene.State.Roll?.Outcome);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(64)]
    [InlineData(75)]
    [InlineData(143)]
    [InlineData(255)]
    public void No_code_has_a_meaning_of_its_own(int code)
    {
        var scene = Scene.Running(Policies.Default);
        scene.Exit(0, code);
        Assert.Equal("0a backoff, 1a ready", scene.Picture);
        scene.Pass(0.1);
        Assert.Equal("0a starting, 1a ready", scene.Picture);
        Assert.Null(scene.State.ExitCode);
    }

    [Theory]
    [InlineData(RestartRule.Always)]
    [InlineData(RestartRule.OnFailure)]
    public void Code_that_was_given_the_meaning_ends_a_slot_for_good(RestartRule rule)
    {
        var scene = Scene.Running(Policies.Default with { Restart = rule, StopExitCodes = [3, 42] });
        scene.Exit(0, code: 42);
        scene.Pass(60);
        Assert.Equal("0a stopped, 1a ready", scene.Picture);
        Assert.True(scene[0].IsDone);
        scene.Exit(1, code: 41);
        Assert.Equal("0a stopped, 1a backoff", scene.Picture);
    }

    [Fact]
    public void Pool_whose_workers_all_ended_with_such_a_code_ends_with_the_first()
    {
        var scene = Scene.Running(Policies.Default with { StopExitCodes = [42, 43] });
        scene.Exit(0, code: 42);
        scene.Exit(1, code: 43);
        Assert.Equal(42, scene.EndCode);
    }
}
