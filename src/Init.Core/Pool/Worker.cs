using System.Collections.Immutable;
using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>One seat of the pool and what runs in it. Times are monotonic.</summary>
public sealed record Worker
{
    public required Seat Seat { get; init; }
    public Duty Duty { get; init; } = Duty.Incumbent;
    public int Generation { get; init; } = 1;
    public WorkerState State { get; init; } = WorkerState.Stopped;

    /// <summary>0 while no process exists.</summary>
    public int Pid { get; init; }

    /// <summary>When the state's time is up: end of backoff, ready timeout, time to become idle, stop timeout; null:
    /// never.</summary>
    public TimeSpan? Deadline { get; init; }
    public TimeSpan SpawnedAt { get; init; }
    public TimeSpan? ExecutedAt { get; init; }
    public TimeSpan? ReadyAt { get; init; }

    /// <summary>Of a successor: when it may take over; null: not before it is ready.</summary>
    public TimeSpan? ProvenAt { get; init; }

    /// <summary>When it has lived as long as it may, for the first time or again; null: no limit.</summary>
    public TimeSpan? ExpiresAt { get; init; }

    /// <summary>Of the slot.</summary>
    public long Restarts { get; init; }

    /// <summary>Its program ended for good by its own decision: it has done its work.</summary>
    public bool IsDone { get; init; }

    /// <summary>Failures in a row, for the backoff.</summary>
    public int Failures { get; init; }

    /// <summary>When it failed lately, on this slot's own clock, which stands still during backoff.</summary>
    public ImmutableList<TimeSpan> FailedAt { get; init; } = [];

    /// <summary>What this slot's own clock has left out so far.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Why it is being stopped although the pool did not ask; null: because the pool asked.</summary>
    public RestartReason? StopReason { get; init; }

    /// <summary>Its program decided to end and has said so.</summary>
    public bool IsVoluntary { get; init; }

    /// <summary>Of a draining one: since when, and how often in a row it was seen to have nothing under way.</summary>
    public TimeSpan DrainingSince { get; init; }
    public int QuietSeen { get; init; }

    /// <summary>New connections go to the other side: it runs out of requests, or has been told to stop and may still
    /// hold its side's queue; null: its side is open.</summary>
    public TimeSpan? SideClosedUntil { get; init; }

    /// <summary>Why its program could not be executed, or its port not be bound; empty: neither happened.</summary>
    public string Refusal { get; init; } = "";
    public string RefusalHint { get; init; } = "";

    /// <summary>The shell's code for it when the program could not be executed, or 0.</summary>
    public int LaunchCode { get; init; }

    /// <summary>What it last said of itself; empty: nothing.</summary>
    public string Status { get; init; } = "";

    /// <summary>How the process before it in this slot ended; empty: there was none.</summary>
    public string LastExit { get; init; } = "";

    public int Slot => Seat.Slot;

    /// <summary>New connections are to go to the other side for now.</summary>
    public bool ClosesSide => SideClosedUntil is not null;

    /// <summary>What the kernel knows of it is of interest.</summary>
    public bool IsLeaving => State == WorkerState.Draining || ClosesSide;

    /// <summary>It has a process, or one has been ordered.</summary>
    public bool Exists => State is not (WorkerState.Stopped or WorkerState.Backoff);

    /// <summary>Of a draining one: clients that keep connections busy without a pause are no reason to wait any longer.
    /// Whoever has just connected still is.</summary>
    /// <param name="stopIsCaught">It has a handler of its own for the stop signal.</param>
    public bool MayCutKept(bool stopIsCaught, TimeSpan now) =>
        (stopIsCaught && now - DrainingSince >= WorkerMachine.TrustAfter)
        || now >= Deadline - WorkerMachine.LastChance;

    /// <summary>When a tick is due.</summary>
    public TimeSpan? NextDeadline => Deadlines.Earliest(Deadline, SideClosedUntil, ProvenAt, ExpiresAt);
}
