using Init.Core.Pool;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Pool;

public sealed class ScaleTests
{
    [Fact]
    public void More_workers_are_started_at_once()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Scale(4);
        Assert.Equal("0a ready, 1a ready, 2a starting, 3a starting", scene.Picture);
        Assert.Equal("a scale command: 2 workers become 4", scene.Said.Last());
    }

    [Fact]
    public void Fewer_workers_run_out_of_requests_from_the_last_slot_on()
    {
        var scene = Scene.Running(Policies.Default with { Workers = 4 });
        scene.Scale(2);
        Assert.Equal("0a ready, 1a ready, -2a draining, -3a draining", scene.Picture);
        scene.Leave(2, 0);
        scene.Leave(3, 0);
        Assert.Equal("0a ready, 1a ready", scene.Picture);
        Assert.Empty(scene.State.Restarts);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Number_that_is_wanted_already_or_none_changes_nothing(int workers)
    {
        var scene = Scene.Running(Policies.Default);
        var before = scene.State;
        scene.Scale(workers);
        Assert.Same(before, scene.State);
    }

    [Fact]
    public void Worker_that_waits_in_backoff_is_forgotten_at_once()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Exit(1);
        scene.Scale(1);
        Assert.Equal("0a ready", scene.Picture);
    }

    [Fact]
    public void Slot_that_is_wanted_again_while_its_worker_leaves_gets_a_new_one_beside_it()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Scale(1);
        scene.Scale(2);
        Assert.Equal("0a ready, -1a draining, 1b starting", scene.Picture);
        scene.BecomeReady(new Seat(1, 1));
        scene.Leave(1, 0);
        Assert.Equal("0a ready, 1b ready", scene.Picture);
    }

    [Fact]
    public void Slot_whose_two_workers_leave_waits_for_a_seat()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Scale(1);
        scene.Scale(2);
        scene.Scale(1);
        scene.Scale(2);
        Assert.Equal("0a ready, -1a draining, -1b stopping", scene.Picture);
        scene.To(new Seat(1, 1), new WorkerEvent(WorkerEventKind.Exited, Signal: 15));
        Assert.Equal("0a ready, -1a draining, 1b starting", scene.Picture);
    }

    [Fact]
    public void Up_during_a_reload_starts_workers_of_the_new_generation()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.Scale(3);
        Assert.Equal("0a ready, +0b starting, 1a ready, 2a starting", scene.Picture);
        Assert.Equal(2, scene[2].Generation);
        scene.BecomeReady(new Seat(2, 0));
        scene.Succeed(0);
        scene.Succeed(1);
        Assert.Equal("0b ready, 1b ready, 2a ready", scene.Picture);
        Assert.Equal((ReloadOutcome.Done, 2), (scene.State.Roll!.Outcome, scene.State.Roll.Slots));
    }

    [Fact]
    public void Down_during_a_reload_takes_slots_out_of_it()
    {
        var scene = Scene.Running(Policies.Default with { Workers = 3 });
        scene.Reload();
        scene.Scale(1);
        Assert.Equal("0a ready, +0b starting, -1a draining, -2a draining", scene.Picture);
        scene.Leave(1, 0);
        scene.Leave(2, 0);
        scene.Succeed(0);
        Assert.Equal("0b ready", scene.Picture);
        Assert.Equal((ReloadOutcome.Done, 1), (scene.State.Roll!.Outcome, scene.State.Roll.Slots));
    }

    [Fact]
    public void Down_during_a_reload_dismisses_the_new_worker_of_a_slot_that_goes()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Reload();
        scene.Succeed(0);
        scene.Scale(1);
        Assert.Equal("0b ready, -1a draining, -1b stopping", scene.Picture);
        scene.To(new Seat(1, 1), new WorkerEvent(WorkerEventKind.Exited, Code: 1));
        Assert.True(scene.State.Roll?.IsRunning);
        scene.Leave(1, 0);
        Assert.Equal(ReloadOutcome.Done, scene.State.Roll?.Outcome);
    }

    [Fact]
    public void Drain_while_workers_leave_ends_with_0()
    {
        var scene = Scene.Running(Policies.Delayed with { Workers = 3 });
        scene.Scale(1);
        scene.Signal();
        Assert.Equal("0a ready, -1a draining, -2a draining", scene.Picture);
        scene.Pass(13.5);
        scene.SeeEmpty();
        Assert.Equal([0, 1, 2], scene.Signalled.Order());
        scene.ExitAll();
        Assert.Equal(ExitCodes.Clean, scene.EndCode);
    }

    [Fact]
    public void Drain_ignores_a_number()
    {
        var scene = Scene.Running(Policies.Delayed);
        scene.Signal();
        scene.Scale(5);
        Assert.Equal((2, 2), (scene.State.Wanted, scene.Launches));
    }

    [Fact]
    public void Additional_worker_that_cannot_be_executed_does_not_end_an_app_that_works()
    {
        var fails = false;
        var missing = new WorkerEvent(WorkerEventKind.LaunchFailed, Code: 127, Reason: "cannot execute nope: not found");
        var scene = new Scene(Policies.Default, _ => fails ? missing : null);
        scene.AllReady();
        fails = true;
        scene.Scale(3);
        Assert.Null(scene.State.Drain);
        Assert.Equal("0a ready, 1a ready, 2a backoff", scene.Picture);
    }

    [Fact]
    public void Additional_worker_whose_port_is_taken_does_not_end_an_app_that_works()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Scale(3);
        scene.To(2, new WorkerEvent(WorkerEventKind.BindRefused, Reason: "cannot bind :81: address in use"));
        scene.Exit(2, code: 1);
        Assert.Equal("0a ready, 1a ready, 2a backoff", scene.Picture);
    }
}
