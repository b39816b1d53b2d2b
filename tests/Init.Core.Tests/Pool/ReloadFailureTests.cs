using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>A new worker fails: the reload stops there, and who served goes on.</summary>
public sealed class ReloadFailureTests
{
    private static readonly Seat New = new(0, 1);

    private static readonly WorkerEvent Missing = new(
        WorkerEventKind.LaunchFailed, Code: 127, Reason: "cannot execute nope: not found", Hint: "is it in the image?");

    [Theory]
    [InlineData(1, 0, "exited with code 1")]
    [InlineData(0, 0, "exited with code 0")]
    [InlineData(0, 11, "was ended by signal 11")]
    public void New_worker_that_exits_ends_the_reload(int code, int signal, string why)
    {
        var scene = Reloading(Policies.Default);
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: code, Signal: signal));
        Failed(scene, $"worker 0 (pid 103) {why}");
        Assert.Equal("0a ready, 1a ready", scene.Picture);
        Assert.Equal(103, scene.State.Roll?.FailedPid);
    }

    [Fact]
    public void New_worker_that_exits_before_its_least_uptime_ends_the_reload()
    {
        var scene = Reloading(Policies.Default with { ReloadMinUptime = TimeSpan.FromSeconds(5) });
        scene.BecomeReady(New);
        scene.Pass(4.9);
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Failed(scene, "worker 0 (pid 103) exited with code 1");
        Assert.Equal("0a ready, 1a ready", scene.Picture);
    }

    [Fact]
    public void New_worker_that_is_not_ready_in_time_ends_the_reload_and_is_stopped()
    {
        var scene = Reloading(Policies.Default with { ReadyTimeout = TimeSpan.FromSeconds(5) });
        scene.Pass(4.9);
        Assert.True(scene.State.Roll?.IsRunning);
        scene.Pass(0.1);
        Failed(
            scene, "worker 0 (pid 103) was not ready within 5s: it neither listened on a shared port nor sent READY=1");
        Assert.Equal("0a ready, -0b stopping, 1a ready", scene.Picture);
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Signal: 15));
        Assert.Equal("0a ready, 1a ready", scene.Picture);
        Assert.Equal(1, scene.State.Reloads[ReloadOutcome.Failed]);
    }

    [Fact]
    public void Program_that_cannot_be_executed_ends_the_reload_with_the_reason_and_a_hint()
    {
        var scene = Reloading(Policies.Default);
        scene.To(New, Missing);
        Assert.True(scene.State.Roll?.IsRunning, "its launch stage is still there");
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 127));
        Failed(scene, "worker 0 (pid 103) cannot execute nope: not found");
        Assert.Equal(Missing.Hint, scene.Done.OfType<Effect.Say>().Last().Hint);
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Process_that_cannot_be_made_ends_the_reload()
    {
        var fails = false;
        var scene = new Scene(Policies.Default, _ => fails ? Missing : null);
        scene.AllReady();
        fails = true;
        scene.Reload();
        Failed(scene, "worker 0 cannot execute nope: not found");
        Assert.Equal("0a ready, 1a ready", scene.Picture);
    }

    [Fact]
    public void Port_that_is_refused_ends_the_reload_with_that_reason()
    {
        var scene = Reloading(Policies.Default);
        scene.To(New, new WorkerEvent(WorkerEventKind.BindRefused, Reason: "cannot bind :81: address in use"));
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Failed(scene, "worker 0 (pid 103) cannot bind :81: address in use");
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Later_failure_leaves_what_was_replaced_and_what_was_not()
    {
        var scene = Reloading(Policies.Default with { Workers = 3 });
        scene.Succeed(0);
        scene.To(new Seat(1, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Equal("0b ready, 1a ready, 2a ready", scene.Picture);
        Assert.Equal([2, 1, 1], scene.State.Workers.Values.Select(worker => worker.Generation));
        Assert.EndsWith(": 1 of 3 workers are new, the other old ones go on", scene.Said.Last(), StringComparison.Ordinal);
        scene.Pass(3600);
        Assert.Equal("0b ready, 1a ready, 2a ready", scene.Picture);
    }

    [Fact]
    public void Other_new_workers_under_way_are_dismissed_when_one_fails()
    {
        var scene = Reloading(Policies.Default with
        {
            ReloadSurge = new Portion(2, IsPercent: false), ReloadMinUptime = TimeSpan.FromSeconds(5),
        });
        scene.BecomeReady(new Seat(1, 1));
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Equal("0a ready, 1a ready, -1b draining", scene.Picture);
        scene.Leave(1, 1);
        Assert.Equal("0a ready, 1a ready", scene.Picture);
        Assert.Single(scene.Said, said => said.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void Failed_reload_counts_as_no_restart_and_harms_no_slot()
    {
        var scene = Reloading(Policies.Default with { MaxRestarts = 0 });
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Empty(scene.State.Restarts);
        Assert.Equal(0, scene[0].Restarts);
        Assert.Null(scene.State.Drain);
    }

    [Fact]
    public void Next_reload_after_a_failed_one_succeeds()
    {
        var scene = Reloading(Policies.One);
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
        Assert.Equal(("0b ready", 3), (scene.Picture, scene[0].Generation));
    }

    [Fact]
    public void Failure_during_a_drain_is_no_news()
    {
        var scene = Reloading(Policies.Delayed);
        scene.Signal();
        scene.To(New, new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.Equal(ReloadOutcome.Cancelled, scene.State.Roll?.Outcome);
        Assert.Null(scene.State.ExitCode);
    }

    private static Scene Reloading(PoolPolicy policy)
    {
        var scene = Scene.Running(policy);
        scene.Reload();
        return scene;
    }

    private static void Failed(Scene scene, string why)
    {
        Assert.Equal(ReloadOutcome.Failed, scene.State.Roll?.Outcome);
        Assert.Equal(why, scene.State.Roll?.Why);
        Assert.Equal($"reload to generation 2 failed: {why}: the old workers go on", scene.Said.Last());
        Assert.DoesNotContain(scene.Done, effect => effect is Effect.SendSignal { Seat.Side: 0 });
    }
}
