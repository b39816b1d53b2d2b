using Init.Core.Pool;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>Where new connections go while workers are being replaced.</summary>
public sealed class WeightsTests
{
    [Fact]
    public void Sides_get_as_much_as_they_have_workers_that_are_ready_and_proven()
    {
        var scene = Scene.Running(Policies.Default with { Workers = 3, ReloadMinUptime = TimeSpan.FromSeconds(1) });
        Assert.Equal(new Weights(3, 0), Weights.Of(scene.State));
        scene.Reload();
        Assert.Equal(new Weights(3, 0), Weights.Of(scene.State));
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal(new Weights(3, 0), Weights.Of(scene.State));
        scene.Pass(1);
        Assert.Equal(new Weights(0, 1), Weights.Of(scene.State));
        scene.Leave(0, 0);
        Assert.Equal(new Weights(2, 1), Weights.Of(scene.State));
    }

    [Fact]
    public void Side_gets_nothing_from_the_retirement_of_a_worker_until_that_has_let_go()
    {
        var scene = Scene.Running(Policies.Default);
        var old = new Seat(0, 0);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal(new Weights(0, 1), Weights.Of(scene.State));
        scene.To(old, new WorkerEvent(WorkerEventKind.SeenQuiet));
        scene.To(old, new WorkerEvent(WorkerEventKind.SeenQuiet));
        Assert.Equal(new Weights(0, 1), Weights.Of(scene.State));
        scene.To(old, new WorkerEvent(WorkerEventKind.LetGo));
        Assert.Equal(new Weights(1, 1), Weights.Of(scene.State));
    }

    [Fact]
    public void Side_gets_connections_again_a_second_after_the_stop_whatever_is_seen()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenQuiet));
        scene.To(new Seat(0, 0), new WorkerEvent(WorkerEventKind.SeenQuiet));
        scene.Pass(0.9);
        Assert.Equal(new Weights(0, 1), Weights.Of(scene.State));
        scene.Pass(0.1);
        Assert.Equal(new Weights(1, 1), Weights.Of(scene.State));
    }

    [Fact]
    public void One_side_retires_at_a_time()
    {
        var scene = Scene.Running(Policies.Default with { Workers = 4, ReloadSurge = new Portion(4, IsPercent: false) });
        scene.Reload();
        scene.Succeed(0);
        scene.BecomeReady(new Seat(1, 1));
        scene.Scale(1);

        // Slot 1's new worker is as little wanted as the old ones, and has to wait until those are gone.
        Assert.Equal(
            "0b ready, -1a draining, -1b ready, -2a draining, -2b stopping, -3a draining, -3b stopping", scene.Picture);
        Assert.Equal(new Weights(0, 2), Weights.Of(scene.State));
        scene.Leave(1, 0);
        scene.Leave(2, 0);
        scene.Leave(3, 0);
        Assert.Contains("-1b draining", scene.Picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Side_that_is_alone_gets_everything_although_one_of_its_workers_leaves()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Scale(1);
        Assert.Equal("0a ready, -1a draining", scene.Picture);
        Assert.Equal(new Weights(1, 0), Weights.Of(scene.State));
    }

    [Fact]
    public void One_that_is_not_proven_yet_gets_connections_where_nobody_else_is_ready()
    {
        var scene = Scene.Running(Policies.One with { ReloadMinUptime = TimeSpan.FromSeconds(5) });
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal(new Weights(1, 0), Weights.Of(scene.State));
        scene.Exit(0);
        Assert.Equal(new Weights(0, 1), Weights.Of(scene.State));
    }

    [Fact]
    public void Nobody_ready_is_no_weight_at_all()
    {
        var scene = new Scene(Policies.Default);
        Assert.Equal(new Weights(0, 0), Weights.Of(scene.State));
    }

    [Fact]
    public void As_long_as_anybody_is_ready_somebody_gets_connections()
    {
        var scene = Scene.Running(Policies.One);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.To(new Seat(0, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));

        // The new one died right after it had taken over, and the old one is on its way out: both may still serve.
        Assert.Equal("-0a draining, 0b backoff", scene.Picture);
        Assert.Equal(new Weights(0, 0), Weights.Of(scene.State));
        scene.Pass(0.1);
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal(new Weights(0, 1), Weights.Of(scene.State));
    }
}
