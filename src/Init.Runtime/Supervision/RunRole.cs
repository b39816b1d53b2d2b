using Init.Core.Config;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Cgroups;
using Init.Linux.Descriptors;
using Init.Linux.Proc;
using Init.Linux.Processes;
using Init.Linux.Signals;

namespace Init.Runtime.Supervision;

/// <summary>The supervisor's role, from a spec to an exit code.</summary>
public static class RunRole
{
    private const int FirstDescriptor = 3;

    /// <param name="controlSocketPaths">Where the control socket may be, best first; empty: off.</param>
    /// <param name="version">pm1's own.</param>
    public static int Run(InitSpec spec, IReadOnlyList<string> controlSocketPaths, string version)
    {
        var born = SignalState.TakeOver();

        // Each worker takes two of ours, and the usual soft limit of 1,024 is there for programs that call select(2).
        var files = DescriptorLimit.Raise();
        using var signals = new SupervisorSignals();

        // Sockets that no worker will be given are the caller's to close, and would leak into every worker.
        var inherited = spec.App.Share is ShareMode.Fd or ShareMode.Node
            ? InheritedSockets.Count(Environment.GetEnvironmentVariable) : 0;
        Descriptor.CloseInherited(FirstDescriptor + inherited, own: signals.Newest);

        var quota = CpuLimit.Read("/");
        var affinity = CpuAffinity.Count("/");
        var (workers, source) = WorkersCount.Evaluate(spec.App.Workers, quota, affinity);
        var cpu = new CpuSnapshot(quota, affinity, source);
        using var supervisor = new Supervisor(
            new SupervisorPlan
            {
                Spec = spec,
                Policy = PoolPolicy.Of(spec.App, workers, spec.TerminationGrace),
                Cpu = cpu,
                ControlSocketPaths = controlSocketPaths,
                Version = version,
                Files = files,
                InheritedSockets = inherited,
            },
            born,
            signals);
        return supervisor.Run();
    }
}
