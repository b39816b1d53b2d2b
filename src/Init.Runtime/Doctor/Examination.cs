using Init.Core.Config;
using Init.Core.Doctor;
using Init.Linux.Cgroups;
using Init.Linux.Proc;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Linux.Trials;

namespace Init.Runtime.Doctor;

/// <summary>Looks at everything that decides what `run` can do here. Each look has its own bound, and none changes
/// anything.</summary>
public sealed class Examination
{
    /// <summary>Whether there are connections on it is of no interest, only that the kernel answers.</summary>
    private const int AnyPort = 80;
    private const string Hint = "this look failed by itself: please report it";

    private readonly ExaminationOrder _order;
    private readonly int _workers;

    private Examination(ExaminationOrder order)
    {
        _order = order;

        // A number that cannot be had must not hide all else.
        _workers = Bounded.Look(Count, _ => new Counted(1), Bounded.LookMax).Workers;
    }

    public static Diagnosis Of(ExaminationOrder order) => new Examination(order).Run();

    private Diagnosis Run()
    {
        var app = _order.Spec.App;
        var candidates = _order.HasCommand ? ProgramSight.Candidates(app) : [];
        var launch = Bounded.Look(new LaunchTrial(app, candidates).Run, LaunchFindings.None, LaunchTrial.Max);
        return new Diagnosis(
        [
            .. Look(CheckGroup.Pm1, () => ProcessChecks.Of(Process(launch))),
            .. Look(CheckGroup.Kernel, () => KernelChecks.Of(MachineSight.Kernel())),
            .. Look(CheckGroup.Cpu, () => CpuChecks.Of(MachineSight.Cpu(app.Workers, _order.Workers))),
            .. Look(CheckGroup.Memory, () => MemoryChecks.Of(MachineSight.Memory())),
            .. Look(CheckGroup.Sharing, () => SharingChecks.Of(Sharing(launch))),
            .. Look(
                CheckGroup.Files, () => FilesChecks.Of(PlaceSight.Files(_order.Spec, _order.ControlSocketPaths))),
            .. Look(CheckGroup.Identity, () => IdentityChecks.Of(WhoSight.Of(_order.Environment))),
            .. Look(CheckGroup.Limits, () => LimitsChecks.Of(MachineSight.Limits(_workers))),
            .. Look(CheckGroup.Clock, () => ClockChecks.Of(MachineSight.Clock(_order.Environment))),
            .. Look(
                CheckGroup.Doors, () => DoorsChecks.Of(PlaceSight.Doors(_order.Spec, _order.AskRunning)),
                Bounded.LookMax + _order.AskRunningMax),
            .. Look(CheckGroup.Environment, () => EnvironmentChecks.Of(_order.Environment)),
            .. Look(CheckGroup.Command, () => CommandChecks.Of(
                _order.HasCommand ? ProgramSight.Of(_order, candidates, launch, _workers) : null)),
        ]);
    }

    private static List<Check> Look(CheckGroup group, Func<IEnumerable<Check>> look, TimeSpan? max = null) =>
        Bounded.Look(() => look().ToList(), why => [group.Degraded("look", why, Hint)], max ?? Bounded.LookMax);

    private Counted Count() => new(
        WorkersCount.Evaluate(_order.Spec.App.Workers, CpuLimit.Read("/"), CpuAffinity.Count("/")).Workers);

    private ProcessSight Process(LaunchFindings launch) => new(
        _order.Version, Self.Pid, Self.ParentPid,
        Self.Pid == 1 ? Trial.Success : Trials.Of(Children.BecomeSubreaper()),
        Self.RawArguments() is { Count: > 0 } ? Trial.Success : Trial.NotTried("/proc/self cannot be read"),
        launch.Launch, launch.Milliseconds);

    private SharingSight Sharing(LaunchFindings launch) => new(
        _order.Spec.App.Share, _workers, launch.Notification, launch.Memory, launch.Replacement,
        Trials.Of(KernelTrial.Steering()),
        Trials.Of(KernelTrial.Hold()),
        BusyConnections.Count(TcpPort.Any(AnyPort)) is null
            ? new Trial(TrialOutcome.Refused, "netlink sock_diag does not answer") : Trial.Success,
        Trials.Of(KernelTrial.Queue()));

    private sealed record Counted(int Workers);
}
