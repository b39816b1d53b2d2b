namespace Init.Core.Pool;

/// <summary>What can happen to a pool.</summary>
public abstract record PoolEvent
{
    private PoolEvent()
    {
    }

    /// <summary>To the worker of a slot. <paramref name="Pid"/> names the process it is about, so that news of a
    /// predecessor is never taken for news of its successor; 0 when no process exists yet.</summary>
    public sealed record ToWorker(int Slot, int Pid, WorkerEvent Happened) : PoolEvent;

    public sealed record Tick : PoolEvent;

    /// <summary>A stop signal, or a drain command. The second signal hurries, the third one kills.</summary>
    /// <param name="What">For people: `SIGTERM`, `a drain command`.</param>
    public sealed record Stop(string What, bool Hurries) : PoolEvent;

    /// <summary>What the kernel says of the shared sockets; only while <see cref="PoolState.WantsObservation"/>.
    /// </summary>
    public sealed record Observed(DrainObservation Seen) : PoolEvent;
}
