using System.Collections.Immutable;
using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>The whole of a pool. Times are monotonic.</summary>
public sealed record PoolState
{
    public required ImmutableArray<Worker> Workers { get; init; }
    public SupervisorPhase Phase { get; init; } = SupervisorPhase.Starting;

    /// <summary>At one moment every wanted worker was ready, or had finished with code 0 for good.</summary>
    public bool Started { get; init; }
    public ImmutableDictionary<RestartReason, long> Restarts { get; init; } =
        ImmutableDictionary<RestartReason, long>.Empty;

    /// <summary>null until a drain has begun.</summary>
    public Drain? Drain { get; init; }

    /// <summary>What the supervisor will exit with, once decided by something other than a clean drain.</summary>
    public int? ExitCode { get; init; }

    public int ReadyCount => Workers.Count(worker => worker.State == WorkerState.Ready);

    /// <summary>A drain is waiting for something that only the kernel knows.</summary>
    public bool WantsObservation => Drain is { Phase: DrainPhase.Delay or DrainPhase.Empty };

    /// <summary>When a <see cref="PoolEvent.Tick"/> is due; null: never.</summary>
    public TimeSpan? NextDeadline =>
        Workers.Select(worker => worker.Deadline).Append(Drain?.Deadline).Append(KillAt).Min();

    private TimeSpan? KillAt =>
        Drain is { Phase: not DrainPhase.Done } drain && Workers.Any(IsAlive) ? drain.KillAt : null;

    private static bool IsAlive(Worker worker) => worker is { Pid: not 0, State: not WorkerState.Killed };

    public static PoolState Of(int workers) => new()
    {
        Workers = [.. Enumerable.Range(0, workers).Select(slot => new Worker { Slot = slot })],
    };
}
