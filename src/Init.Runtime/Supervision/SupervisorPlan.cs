using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Processes;

namespace Init.Runtime.Supervision;

/// <summary>What a supervisor is made from.</summary>
internal sealed record SupervisorPlan
{
    public required InitSpec Spec { get; init; }
    public required PoolPolicy Policy { get; init; }
    public required CpuSnapshot Cpu { get; init; }
    public required IReadOnlyList<string> ControlSocketPaths { get; init; }
    public required string Version { get; init; }

    /// <summary>What children are to have of descriptors: as pm1 was given, before it raised its own.</summary>
    public required DescriptorLimit? Files { get; init; }

    /// <summary>Sockets at descriptor 3 and above that whoever started pm1 passed on.</summary>
    public required int InheritedSockets { get; init; }
}
