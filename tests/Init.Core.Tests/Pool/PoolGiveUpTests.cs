using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

public sealed class PoolGiveUpTests
{
    private static readonly WorkerEvent Missing = new(
        WorkerEventKind.LaunchFailed, Code: 127, Reason: "cannot execute nope: not found", Hint: "is it in the image?");

    private static readonly WorkerEvent Refused =
        new(WorkerEventKind.BindRefused, Reason: "cannot bind :80: address in use", Hint: "who has it?");

    [Fact]
    public void Missing_program_ends_the_pool_at_once_with_127_and_one_message()
    {
        var scene = new Scene(Policies.Default with { Workers = 4 });
        foreach (var worker in scene.State.Workers.Values)
        {
            scene.To(worker.Slot, Missing);
            Assert.Equal(WorkerState.Starting, scene[worker.Slot].State);
        }

        scene.ExitAll(code: 127);

        Assert.Equal(127, scene.EndCode);
        Assert.Equal(new Effect.Say(Missing.Reason, Missing.Hint), scene.Done.OfType<Effect.Say>().Single());
        Assert.Equal(4, scene.Launches);
    }

    [Fact]
    public void Process_that_cannot_be_made_ends_the_pool_at_once()
    {
        var scene = new Scene(Policies.One, _ => Missing);
        Assert.Equal(127, scene.EndCode);
        Assert.Equal([Missing.Reason], scene.Said);
    }

    [Fact]
    public void Launches_that_were_ordered_before_the_pool_gave_up_are_not_forgotten()
    {
        // The first slot fails before the others' launches, which are ordered already, are carried out.
        var scene = new Scene(Policies.Default with { Workers = 3 }, slot => slot == 0 ? Missing : null);

        Assert.Equal([1, 2], scene.Signalled);
        Assert.Null(scene.EndCode);
        Assert.Equal([0, 101, 102], scene.State.Workers.Values.Select(worker => worker.Pid));

        scene.ExitAll(code: 143);
        Assert.Equal(127, scene.EndCode);
        Assert.Equal([Missing.Reason], scene.Said);
    }

    [Fact]
    public void All_launches_that_fail_make_one_message_and_one_end()
    {
        var scene = new Scene(Policies.Default with { Workers = 3 }, _ => Missing);
        Assert.Equal(127, scene.EndCode);
        Assert.Equal([Missing.Reason], scene.Said);
    }

    [Fact]
    public void Program_that_vanishes_later_is_tried_again()
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0);
        scene.Pass(0.1);
        scene.To(0, Missing);
        scene.Exit(0, 127);
        Assert.Equal(WorkerState.Backoff, scene[0].State);
        Assert.Equal(1, scene.State.Restarts[RestartReason.Launch]);
        Assert.Equal(
            "worker 0 (pid 102) could not be executed: cannot execute nope: not found: restarting it in 0.1s",
            scene.Said.Last());
    }

    [Fact]
    public void Port_that_is_taken_at_the_first_start_ends_the_pool_with_the_workers_code()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, WorkerEventKind.Executed);
        scene.To(0, Refused);
        scene.Exit(0, code: 9);
        Assert.Equal(9, scene.EndCode);
        Assert.Equal([Refused.Reason], scene.Said);
    }

    [Fact]
    public void Port_that_is_taken_later_is_named_at_every_restart()
    {
        var scene = Scene.Running(Policies.One);
        scene.Exit(0);
        scene.Pass(0.1);
        scene.To(0, Refused);
        scene.Exit(0, code: 2);
        Assert.Equal(
            "worker 0 (pid 102) exited with code 2: cannot bind :80: address in use: restarting it in 0.1s",
            scene.Said.Last());
    }

    [Fact]
    public void Process_that_cannot_be_made_later_has_no_pid_in_the_message()
    {
        var fails = false;
        var scene = new Scene(Policies.One, _ => fails ? Missing : null);
        fails = true;
        scene.Exit(0);
        scene.Pass(0.1);
        Assert.StartsWith("worker 0 could not be executed: ", scene.Said.Last(), StringComparison.Ordinal);
        Assert.Equal(WorkerState.Backoff, scene[0].State);
    }

    [Fact]
    public void Launch_stage_that_reported_a_failure_still_has_to_exit()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, Missing);
        Assert.Equal(101, scene[0].Pid);
        Assert.Null(scene.EndCode);
    }

    [Fact]
    public void Launch_stage_that_reported_a_failure_and_hangs_is_stopped_and_its_failure_counts()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, Missing);
        scene.Pass(30 + 25);
        Assert.Equal([0], scene.Killed);
        scene.Exit(0, code: 0, signal: 9);
        Assert.Equal(127, scene.EndCode);
    }

    [Fact]
    public void Port_that_is_taken_is_no_success_although_the_program_says_so()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, Refused);
        scene.Exit(0, code: 0);
        Assert.Equal(ExitCodes.Failed, scene.EndCode);
    }

    [Fact]
    public void Port_that_is_taken_is_no_restart_loop_although_the_program_stays()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, Refused);
        scene.Pass(30);
        scene.Exit(0, code: 0, signal: 15);
        Assert.Equal(143, scene.EndCode);
        Assert.Contains(Refused.Reason, scene.Said);
    }

    [Fact]
    public void Refusal_that_a_program_got_over_is_not_blamed_for_its_end_much_later()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, Refused);
        scene.To(0, WorkerEventKind.Listening);
        scene.Pass(3600);
        scene.Exit(0, code: 1);
        Assert.Equal(WorkerState.Backoff, scene[0].State);
        Assert.DoesNotContain(Refused.Reason, scene.Said);
    }

    [Fact]
    public void Worker_that_finished_before_does_not_keep_the_pool_from_giving_up()
    {
        var scene = new Scene(Policies.Default with { Restart = RestartRule.Never });
        scene.Exit(0, code: 3);
        scene.To(1, Missing);
        scene.Exit(1, code: 127);
        Assert.Equal(127, scene.EndCode);
        Assert.Contains(Missing.Reason, scene.Said);
    }

    [Fact]
    public void Workers_that_serve_empty_the_queue_before_the_pool_gives_up()
    {
        var scene = Scene.Running(Policies.Default with { MaxRestarts = 0 });
        scene.Exit(0, code: 4);

        Assert.Equal(DrainPhase.Empty, scene.State.Drain?.Phase);
        Assert.Contains(new Effect.HoldNewConnections(), scene.Done);
        Assert.Empty(scene.Signalled);

        scene.Observe(queued: 3);
        scene.SeeEmpty();
        Assert.Equal([1], scene.Signalled);
        scene.ExitAll();
        Assert.Equal(4, scene.EndCode);
    }

    [Fact]
    public void Pool_in_which_nobody_serves_gives_up_without_waiting()
    {
        var scene = new Scene(Policies.Default with { MaxRestarts = 0 });
        scene.Exit(0, code: 4);
        Assert.Equal(DrainPhase.Stop, scene.State.Drain?.Phase);
        Assert.Equal([1], scene.Signalled);
    }

    [Fact]
    public void Launch_that_fails_while_draining_is_told_and_decides_the_code_but_hurries_nobody()
    {
        var scene = new Scene(Policies.Delayed with { Workers = 3 });
        scene.To(0, WorkerEventKind.Listening);
        scene.Signal();
        foreach (var slot in new[] { 1, 2 })
        {
            scene.To(slot, Missing);
            scene.Exit(slot, code: 127);
        }

        Assert.Equal(DrainPhase.Delay, scene.State.Drain?.Phase);
        Assert.Single(scene.Said, Missing.Reason);
        scene.Pass(13.5);
        scene.SeeEmpty();
        scene.ExitAll();
        Assert.Equal(127, scene.EndCode);
    }
}
