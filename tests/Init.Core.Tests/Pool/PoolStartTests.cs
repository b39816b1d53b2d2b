using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

public sealed class PoolStartTests
{
    private static readonly PoolPolicy Notify = With(ReadyKind.Notify);

    [Fact]
    public void Every_slot_is_launched_at_the_start()
    {
        var scene = new Scene(Policies.Default);

        Assert.Equal(2, scene.Launches);
        Assert.All(scene.State.Workers.Values, worker => Assert.Equal(WorkerState.Starting, worker.State));
        Assert.Equal([101, 102], scene.State.Workers.Values.Select(worker => worker.Pid));
    }

    [Fact]
    public void Pool_has_started_when_all_workers_are_ready_at_once()
    {
        var scene = new Scene(Policies.Default);
        scene.To(0, WorkerEventKind.Listening);
        Assert.False(scene.State.Started);
        Assert.Equal(SupervisorPhase.Starting, scene.State.Phase);

        scene.To(1, WorkerEventKind.Listening);

        Assert.True(scene.State.Started);
        Assert.Equal(SupervisorPhase.Running, scene.State.Phase);
        Assert.Equal("all 2 workers are ready", scene.Said.Single());
    }

    [Theory]
    [InlineData(RestartRule.Never)]
    [InlineData(RestartRule.OnFailure)]
    public void Worker_that_has_done_its_work_is_not_waited_for(RestartRule rule)
    {
        var scene = new Scene(Policies.Default with { Restart = rule });
        scene.To(0, WorkerEventKind.Listening);
        scene.Exit(0, code: 0);
        Assert.False(scene.State.Started);

        scene.To(1, WorkerEventKind.Listening);

        Assert.True(scene.State.Started);
        Assert.Equal(SupervisorPhase.Running, scene.State.Phase);
        Assert.Equal("1 of 2 workers are ready, the others have finished", scene.Said.Last());
    }

    [Fact]
    public void Worker_that_failed_for_good_is_missed()
    {
        var scene = new Scene(Policies.Default with { Restart = RestartRule.Never });
        scene.Exit(0, code: 1);
        scene.To(1, WorkerEventKind.Listening);

        Assert.False(scene.State.Started);
    }

    [Fact]
    public void Pool_stays_started_when_a_worker_dies_later()
    {
        var scene = Scene.Running(Policies.Default);
        scene.Exit(0);

        Assert.True(scene.State.Started);
        Assert.Equal(SupervisorPhase.Running, scene.State.Phase);
        Assert.Equal(1, scene.State.ReadyCount);
    }

    [Theory]
    [InlineData(ReadyKind.Auto, WorkerEventKind.Listening, WorkerState.Ready)]
    [InlineData(ReadyKind.Auto, WorkerEventKind.Notified, WorkerState.Ready)]
    [InlineData(ReadyKind.Auto, WorkerEventKind.Executed, WorkerState.Starting)]
    [InlineData(ReadyKind.Listen, WorkerEventKind.Listening, WorkerState.Ready)]
    [InlineData(ReadyKind.Listen, WorkerEventKind.Notified, WorkerState.Starting)]
    [InlineData(ReadyKind.Notify, WorkerEventKind.Listening, WorkerState.Starting)]
    [InlineData(ReadyKind.Notify, WorkerEventKind.Notified, WorkerState.Ready)]
    [InlineData(ReadyKind.After, WorkerEventKind.Listening, WorkerState.Starting)]
    [InlineData(ReadyKind.After, WorkerEventKind.Notified, WorkerState.Starting)]
    public void Ready_rule_decides_what_makes_a_worker_ready(ReadyKind rule, WorkerEventKind kind, WorkerState state)
    {
        var scene = new Scene(With(rule));
        scene.To(0, kind);
        Assert.Equal(state, scene[0].State);
    }

    [Fact]
    public void Auto_is_satisfied_by_exec_where_listening_cannot_be_seen()
    {
        var scene = new Scene(Policies.One with { ListenIsVisible = false });
        scene.To(0, WorkerEventKind.Executed);
        Assert.Equal(WorkerState.Ready, scene[0].State);
    }

    [Fact]
    public void After_is_counted_from_exec()
    {
        var scene = new Scene(With(ReadyKind.After));
        scene.Pass(5);
        scene.To(0, WorkerEventKind.Executed);
        scene.Pass(1.9);
        Assert.Equal(WorkerState.Starting, scene[0].State);

        scene.Pass(0.1);

        Assert.Equal(WorkerState.Ready, scene[0].State);
        Assert.Null(scene.State.NextDeadline);
    }

    [Fact]
    public void Worker_that_is_not_ready_in_time_is_stopped_then_restarted()
    {
        var scene = new Scene(Notify);
        scene.To(0, WorkerEventKind.Executed);
        scene.Pass(29.9);
        Assert.Empty(scene.Signalled);

        scene.Pass(0.1);
        Assert.Equal([0], scene.Signalled);
        Assert.Equal(WorkerState.Stopping, scene[0].State);
        Assert.Equal(
            "worker 0 (pid 101) was not ready within 30s: it did not send READY=1", scene.Said.Single());

        scene.Exit(0, code: 0);
        Assert.Equal(WorkerState.Backoff, scene[0].State);
        scene.Pass(0.1);
        Assert.Equal(WorkerState.Starting, scene[0].State);
        Assert.Equal(1, scene.State.Restarts[RestartReason.ReadyTimeout]);
    }

    [Fact]
    public void Worker_that_ignores_the_stop_after_its_ready_timeout_is_killed_and_restarted()
    {
        var scene = new Scene(Notify);
        scene.Pass(30 + 24.9);
        Assert.Empty(scene.Killed);
        scene.Pass(0.1);
        Assert.Equal([0], scene.Killed);

        scene.Exit(0, code: 0, signal: 9);
        scene.Pass(0.1);

        Assert.Equal(WorkerState.Starting, scene[0].State);
    }

    [Fact]
    public void Backoff_grows_although_a_worker_took_thirty_seconds_to_miss_its_ready_timeout()
    {
        var scene = new Scene(Notify);
        foreach (var seconds in new[] { 0.01, 0.1, 0.2, 0.4, 0.8 })
        {
            scene.To(0, WorkerEventKind.Executed);
            scene.Pass(30);
            scene.Exit(0, code: 0);
            Assert.Equal(TimeSpan.FromSeconds(seconds), scene[0].Deadline - scene.Now);
            scene.Pass(seconds);
        }
    }

    [Fact]
    public void Missed_ready_timeouts_do_not_end_in_success_because_the_program_stops_politely()
    {
        var scene = new Scene(Notify with { MaxRestarts = 0 });
        scene.Pass(30);
        scene.Exit(0, code: 0);
        Assert.Equal(ExitCodes.Failed, scene.EndCode);
    }

    [Theory]
    [InlineData(0, ExitCodes.Failed)]
    [InlineData(5, 5)]
    public void Worker_that_missed_its_ready_timeout_is_not_restarted_when_none_ever_is(int code, int end)
    {
        var scene = new Scene(Notify with { Restart = RestartRule.Never });
        scene.Pass(30);
        scene.Exit(0, code);
        Assert.Equal(end, scene.EndCode);
        Assert.Equal(1, scene.Launches);
    }

    [Fact]
    public void Missed_ready_timeout_is_a_failure_for_the_rule_on_failure()
    {
        var scene = new Scene(Notify with { Restart = RestartRule.OnFailure });
        scene.Pass(30);
        scene.Exit(0, code: 0);
        Assert.Equal(WorkerState.Backoff, scene[0].State);
    }

    [Fact]
    public void Exec_that_is_heard_of_after_readiness_still_counts_as_the_begin_of_the_program()
    {
        var scene = new Scene(Policies.One);
        scene.To(0, WorkerEventKind.Listening);
        scene.To(0, WorkerEventKind.Executed);
        Assert.Equal(scene.Now, scene[0].ExecutedAt);
    }

    [Fact]
    public void News_of_a_predecessor_is_not_taken_for_news_of_its_successor()
    {
        var scene = Scene.Running(Policies.One);
        var old = scene[0].Pid;
        scene.Exit(0);
        foreach (var kind in Enum.GetValues<WorkerEventKind>().Where(kind => kind != WorkerEventKind.Tick))
        {
            scene.Happen(new PoolEvent.ToWorker(new Seat(0, 0), old, new WorkerEvent(kind, Pid: 7)));
            Assert.Equal(WorkerState.Backoff, scene[0].State);
        }

        scene.Pass(0.1);
        var successor = scene[0];
        foreach (var kind in Enum.GetValues<WorkerEventKind>())
        {
            scene.Happen(new PoolEvent.ToWorker(new Seat(0, 0), old, new WorkerEvent(kind, Pid: 7)));
            Assert.Equal(successor, scene[0]);
        }
    }

    [Fact]
    public void News_of_a_predecessor_that_comes_while_its_successor_is_launched_is_ignored()
    {
        var begun = PoolMachine.Begin(PoolState.Of(1), Policies.One, TimeSpan.Zero).State;
        var late = new PoolEvent.ToWorker(new Seat(0, 0), 99, new WorkerEvent(WorkerEventKind.Listening));
        var next = PoolMachine.Next(begun, late, Policies.One, TimeSpan.Zero, 0).State;
        Assert.Equal(begun.Incumbent(0), next.Incumbent(0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Slot_that_does_not_exist_is_ignored(int slot)
    {
        var scene = Scene.Running(Policies.Default);
        var before = scene.State.Workers;
        scene.Happen(new PoolEvent.ToWorker(new Seat(slot, 0), 101, new WorkerEvent(WorkerEventKind.Exited)));
        Assert.Equal(before, scene.State.Workers);
    }

    private static PoolPolicy With(ReadyKind kind) =>
        Policies.One with { Ready = new ReadyRule(kind, TimeSpan.FromSeconds(kind == ReadyKind.After ? 2 : 0)) };
}
