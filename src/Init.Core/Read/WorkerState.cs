namespace Init.Core.Read;

public enum WorkerState
{
    /// <summary>No process and none due.</summary>
    Stopped,

    /// <summary>No process; one will be started when the backoff has passed.</summary>
    Backoff,

    /// <summary>Spawned, not ready yet.</summary>
    Starting,
    Ready,

    /// <summary>To be stopped as soon as it has no request under way; new connections go elsewhere where they can.
    /// </summary>
    Draining,

    /// <summary>Told to stop.</summary>
    Stopping,

    /// <summary>Did not stop in time and was sent SIGKILL.</summary>
    Killed,
}
