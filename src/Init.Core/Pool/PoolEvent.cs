using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>What can happen to a pool.</summary>
public abstract record PoolEvent
{
    private PoolEvent()
    {
    }

    /// <summary>To the worker of a seat. <paramref name="Pid"/> names the process it is about, so that news of a
    /// predecessor is never taken for news of its successor; 0 when no process exists yet.</summary>
    public sealed record ToWorker(Seat Seat, int Pid, WorkerEvent Happened) : PoolEvent;

    public sealed record Tick : PoolEvent;

    /// <summary>A new generation, slot by slot.</summary>
    /// <param name="What">For people: `SIGHUP`, `a reload command`.</param>
    public sealed record Reload(string What) : PoolEvent;

    /// <summary>So many workers from now on.</summary>
    /// <param name="Workers">At least 1.</param>
    /// <param name="What">For people: `a scale command`, `the CPU quota changed`.</param>
    public sealed record Scale(int Workers, string What) : PoolEvent;

    /// <summary>A guard wants this worker replaced by a new one, which is started first.</summary>
    /// <param name="Why">For people, begins after `worker N `: `uses 612 MiB of at most 512 MiB`.</param>
    /// <param name="Hangs">It does not serve any more, so nothing is lost by ending it at once.</param>
    public sealed record Replace(Seat Seat, int Pid, RestartReason Reason, string Why, bool Hangs = false) : PoolEvent;

    /// <summary>Stop workers and start them again in place.</summary>
    /// <param name="Slot">null: all.</param>
    public sealed record Restart(int? Slot) : PoolEvent;

    /// <summary>Stop all workers by command; pm1 stays.</summary>
    public sealed record Pause : PoolEvent;

    /// <summary>Start what was stopped or has finished.</summary>
    public sealed record Resume : PoolEvent;

    /// <summary>A stop signal, or a drain command. The second signal hurries, the third one kills.</summary>
    /// <param name="What">For people: `SIGTERM`, `a drain command`.</param>
    public sealed record Stop(string What, bool Hurries) : PoolEvent;

    /// <summary>What the kernel says of the shared sockets; only while <see cref="PoolState.WantsObservation"/>.
    /// </summary>
    public sealed record Observed(DrainObservation Seen) : PoolEvent;
}
