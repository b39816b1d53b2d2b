using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>Every state of a worker answers every event.</summary>
public sealed class WorkerProductTests
{
    private const int Pid = 100;
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);

    /// <summary>A row per state (two of them with and without a process), a column per event in the order of the enum:
    /// Start, Spawned, LaunchFailed, Executed, Listening, Notified, BindRefused, Leaving, Extends, Says, SeenBusy,
    /// SeenQuiet (the second), LetGo, Exited, Retire, Stop, Restart, Tick after the deadline. A capital is the next
    /// state's initial (T: Stopping, G: Stopped, as the first launch failed for good), a minus is Stopped, a dot the
    /// very same worker, an equals sign the same state with something learnt.</summary>
    private static readonly (WorkerState State, int Pid, string Answers)[] Table =
    [
        (WorkerState.Stopped, 0, "S...............S."),
        (WorkerState.Backoff, 0, "S.............--SS"),
        (WorkerState.Starting, 0, ".=G...........TT.."),
        (WorkerState.Starting, Pid, "..==RR=T==...BTTTT"),
        (WorkerState.Ready, Pid, "...=...T.=...BDTT."),
        (WorkerState.Draining, Pid, "...=...T.==T.-.TTT"),
        (WorkerState.Stopping, 0, ".=-.............=."),
        (WorkerState.Stopping, Pid, "........==..=-===K"),
        (WorkerState.Killed, Pid, ".............-===."),
    ];

    public static TheoryData<WorkerState, int, WorkerEventKind, char> Cells()
    {
        var cells = new TheoryData<WorkerState, int, WorkerEventKind, char>();
        foreach (var (state, pid, answers) in Table)
        {
            foreach (var kind in Enum.GetValues<WorkerEventKind>())
            {
                cells.Add(state, pid, kind, answers[(int)kind]);
            }
        }

        return cells;
    }

    [Fact]
    public void Table_names_every_state() =>
        Assert.Equal(Enum.GetValues<WorkerState>(), Table.Select(row => row.State).Distinct());

    [Theory]
    [MemberData(nameof(Cells))]
    public void Worker_answers_as_the_table_says(WorkerState state, int pid, WorkerEventKind kind, char answer)
    {
        var before = In(state, pid, due: kind == WorkerEventKind.Tick, reason: RestartReason.ReadyTimeout);
        if (kind == WorkerEventKind.Exited)
        {
            before = before with { StopReason = null };
        }

        var after = WorkerMachine.Next(before, Event(kind), Policies.One, Now, chance: 0).Worker;

        Assert.Equal(Expected(answer, state), after.State);
        Assert.Equal(answer == '.', after == before);
    }

    [Fact]
    public void No_pair_under_any_policy_throws_or_forgets_a_process()
    {
        foreach (var (state, pid, _) in Table)
        {
            foreach (var kind in Enum.GetValues<WorkerEventKind>())
            {
                foreach (var (policy, due, reason) in Circumstances())
                {
                    var step = WorkerMachine.Next(In(state, pid, due, reason), Event(kind), policy, Now, chance: 0.5);
                    var keeps = step.Worker.Pid == pid || kind is WorkerEventKind.Spawned or WorkerEventKind.Exited;
                    Assert.True(keeps, $"{state} × {kind}: lost the process");
                    var none = step.Worker.State is WorkerState.Stopped or WorkerState.Backoff;
                    Assert.False(none && step.Worker.Pid != 0, $"{state} × {kind}: a process in a state without one");
                }
            }
        }
    }

    private static IEnumerable<(PoolPolicy Policy, bool Due, RestartReason? Reason)> Circumstances() =>
        from restart in Enum.GetValues<RestartRule>()
        from ready in Enum.GetValues<ReadyKind>()
        from visible in new[] { false, true }
        from limit in new[] { 0, 10 }
        from due in new[] { false, true }
        from reason in new RestartReason?[] { null, RestartReason.ReadyTimeout }
        select (
            Policies.One with
            {
                Restart = restart, Ready = new ReadyRule(ready, TimeSpan.FromSeconds(2)), ListenIsVisible = visible,
                MaxRestarts = limit,
            },
            due, reason);

    private static WorkerState Expected(char answer, WorkerState state) => answer switch
    {
        'S' => WorkerState.Starting,
        'R' => WorkerState.Ready,
        'B' => WorkerState.Backoff,
        'T' => WorkerState.Stopping,
        'K' => WorkerState.Killed,
        'D' => WorkerState.Draining,
        'G' or '-' => WorkerState.Stopped,
        _ => state,
    };

    private static Worker In(WorkerState state, int pid, bool due, RestartReason? reason) => new()
    {
        Seat = new Seat(0, 0),
        State = state,
        Pid = pid,
        Deadline = state is WorkerState.Backoff || (pid != 0 && state is WorkerState.Starting or WorkerState.Stopping)
            || state == WorkerState.Draining
            ? due ? Now : Now + TimeSpan.FromSeconds(1)
            : null,
        QuietSeen = 1,
        SideClosedUntil = pid != 0 && state == WorkerState.Stopping ? Now + TimeSpan.FromSeconds(1) : null,
        StopReason = pid != 0 && state is WorkerState.Stopping or WorkerState.Killed ? reason : null,
    };

    private static WorkerEvent Event(WorkerEventKind kind) => kind switch
    {
        WorkerEventKind.Spawned => new(kind, Pid: Pid),
        WorkerEventKind.LaunchFailed => new(kind, Code: 127, Reason: "cannot execute nope: not found"),
        WorkerEventKind.BindRefused => new(kind, Reason: "cannot bind :80: permission denied"),
        WorkerEventKind.Exited => new(kind, Code: 1),
        WorkerEventKind.Says => new(kind, Reason: "warming up"),
        WorkerEventKind.Extends => new(kind) { Extension = TimeSpan.FromMinutes(2) },
        _ => new(kind),
    };
}
