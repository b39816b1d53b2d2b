using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>A program that says that it leaves by its own decision (Node's exitedAfterDisconnect).</summary>
public sealed class VoluntaryExitTests
{
    private static readonly WorkerEvent Leaves = new(WorkerEventKind.Leaving) { IsVoluntary = true };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(3600, 0)]
    public void One_that_has_served_is_started_again_at_once_and_has_not_failed(double seconds, int code)
    {
        var scene = Scene.Running(Policies.One with { MaxRestarts = 1 });
        for (var time = 1; time <= 20; time++)
        {
            scene.Pass(seconds);
            scene.To(0, Leaves);
            scene.Exit(0, code);
            Assert.Equal("0a starting", scene.Picture);
            Assert.Equal((time, 0), ((int)scene[0].Restarts, scene[0].Failures));
            scene.AllReady();
        }

        Assert.Null(scene.EndCode);
        Assert.Empty(scene.Signalled);
        Assert.Equal(20, scene.State.Restarts[RestartReason.Exit]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.999)]
    public void One_that_leaves_right_after_it_was_ready_has_failed(double seconds)
    {
        var scene = Scene.Running(Policies.One);
        scene.Pass(seconds);
        scene.To(0, Leaves);
        scene.Exit(0, code: 0);
        Assert.Equal("0a backoff", scene.Picture);
        Assert.Equal(1, scene[0].Failures);
    }

    [Fact]
    public void One_that_never_was_ready_has_failed()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, WorkerEventKind.Executed);
        scene.Pass(10);
        scene.To(0, Leaves);
        scene.Pass(10);
        scene.Exit(0, code: 0);
        Assert.Equal("0a backoff", scene.Picture);
    }

    [Theory]
    [InlineData(RestartRule.Never, 1, "0a stopped")]
    [InlineData(RestartRule.OnFailure, 0, "0a stopped")]
    [InlineData(RestartRule.OnFailure, 1, "0a starting")]
    public void Rule_still_decides_whether_it_is_started_at_all(RestartRule rule, int code, string then)
    {
        var scene = Scene.Running(Policies.One with { Restart = rule });
        scene.Pass(5);
        scene.To(0, Leaves);
        scene.Exit(0, code);
        Assert.Equal(then, scene.Picture);
    }

    [Fact]
    public void Its_next_process_has_said_nothing_of_the_kind()
    {
        var scene = Scene.Running(Policies.One);
        scene.Pass(5);
        scene.To(0, Leaves);
        scene.Exit(0, code: 0);
        scene.AllReady();
        scene.Pass(5);
        scene.Exit(0, code: 0);
        Assert.Equal("0a backoff", scene.Picture);
    }

    [Fact]
    public void Others_go_on_meanwhile_and_a_drain_still_ends_it()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Pass(5);
        scene.To(0, Leaves);
        Assert.Equal("0a stopping, 1a ready", scene.Picture);
        scene.Signal();
        scene.SeeEmpty();
        scene.ExitAll();
        Assert.Equal(0, scene.EndCode);
        Assert.Equal(2, scene.Launches);
    }
}
