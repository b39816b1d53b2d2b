namespace Init.Core.Spec;

/// <summary>How a worker shows that it is alive.</summary>
public enum HeartbeatBy
{
    /// <summary>WATCHDOG=1 of sd_notify.</summary>
    Notify,

    /// <summary>Node's runtime answers on the channel whenever its event loop turns; the program knows nothing of it.
    /// </summary>
    Channel,

    /// <summary>The program answers the message "ping#PID" with "pong#PID".</summary>
    Message,
}
