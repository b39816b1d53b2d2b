using System.Collections.Immutable;
using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>The whole of a pool. Times are monotonic.</summary>
public sealed record PoolState
{
    /// <summary>Every seat that is taken.</summary>
    public required ImmutableSortedDictionary<Seat, Worker> Workers { get; init; }

    /// <summary>Slots 0 to this, exclusive, are to have a worker.</summary>
    public required int Wanted { get; init; }
    public SupervisorPhase Phase { get; init; } = SupervisorPhase.Starting;

    /// <summary>At one moment every wanted worker was ready, or had finished for good.</summary>
    public bool Started { get; init; }

    /// <summary>The newest one of which a worker has been started.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The latest reload; null: none yet.</summary>
    public Roll? Roll { get; init; }

    /// <summary>Replacements that wait for their turn, in order.</summary>
    public ImmutableList<Wish> Wishes { get; init; } = [];

    /// <summary>Stopped by command.</summary>
    public bool Paused { get; init; }
    public ImmutableDictionary<RestartReason, long> Restarts { get; init; } =
        ImmutableDictionary<RestartReason, long>.Empty;
    public ImmutableDictionary<ReloadOutcome, long> Reloads { get; init; } =
        ImmutableDictionary<ReloadOutcome, long>.Empty;

    /// <summary>null until a drain has begun.</summary>
    public Drain? Drain { get; init; }

    /// <summary>What the supervisor will exit with, once decided by something other than a clean drain.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Slots that have a worker that is ready.</summary>
    public int ReadyCount => Workers.Values
        .Where(worker => worker.State == WorkerState.Ready).Select(worker => worker.Slot).Distinct().Count();

    /// <summary>A drain is waiting for something that only the kernel knows.</summary>
    public bool WantsObservation => Drain is { Phase: DrainPhase.Delay or DrainPhase.Empty };

    /// <summary>When a <see cref="PoolEvent.Tick"/> is due; null: never.</summary>
    public TimeSpan? NextDeadline => Workers.Values.Select(worker => worker.NextDeadline)
        .Append(Drain?.Deadline).Append(KillAt).Append(Roll is { IsRunning: true } roll ? roll.WatchedUntil : null)
        .Min();

    private TimeSpan? KillAt =>
        Drain is { Phase: not DrainPhase.Done } drain && Workers.Values.Any(IsAlive) ? drain.KillAt : null;

    private static bool IsAlive(Worker worker) => worker is { Pid: not 0, State: not WorkerState.Killed };

    /// <param name="workers">At least 1.</param>
    public static PoolState Of(int workers) => new()
    {
        Workers = ImmutableSortedDictionary.Create<Seat, Worker>(Seat.Order),
        Wanted = workers,
    };

    /// <summary>The one that the slot is about; null: none.</summary>
    public Worker? Incumbent(int slot) => Find(slot, Duty.Incumbent);

    /// <summary>The one that is to take the slot over; null: none.</summary>
    public Worker? Successor(int slot) => Find(slot, Duty.Successor);

    private Worker? Find(int slot, Duty duty) =>
        Workers.GetValueOrDefault(new Seat(slot, 0)) is { } first && first.Duty == duty ? first
        : Workers.GetValueOrDefault(new Seat(slot, 1)) is { } second && second.Duty == duty ? second
        : null;
}
