using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux.Polling;

namespace Init.Runtime.Guards;

/// <summary>What guards are connected to.</summary>
internal sealed record GuardWiring
{
    public required Poller Poller { get; init; }

    /// <summary>Monotonic.</summary>
    public required Func<TimeSpan> Clock { get; init; }

    /// <summary>All workers that have a process and are not on their way out.</summary>
    public required Func<IReadOnlyList<GuardedWorker>> Workers { get; init; }

    /// <summary>Takes what guards want done.</summary>
    public required Action<PoolEvent> Post { get; init; }

    /// <summary>Takes what a guard cannot do here; each feature may come again and again.</summary>
    public required Action<Degradation> Degrade { get; init; }

    /// <summary>Takes what the CPU quota is now.</summary>
    public required Action<CpuSnapshot> CpuChanged { get; init; }

    /// <summary>Runs exec checks.</summary>
    public required ICommandRunner Runner { get; init; }

    /// <summary>0 to 1.</summary>
    public required Func<double> Chance { get; init; }
}
