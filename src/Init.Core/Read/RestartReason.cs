namespace Init.Core.Read;

/// <summary>Why a worker had to be started again, or another one in its place.</summary>
public enum RestartReason
{
    /// <summary>Exited with code 0.</summary>
    Exit,

    /// <summary>Exited with another code.</summary>
    Failure,

    /// <summary>Ended by a signal.</summary>
    Signal,

    /// <summary>Ended by the kernel, for want of memory.</summary>
    OutOfMemory,

    /// <summary>Was not ready in time.</summary>
    ReadyTimeout,

    /// <summary>Could not be executed.</summary>
    Launch,

    /// <summary>Used more memory than it may.</summary>
    Memory,

    /// <summary>The cgroup is short of memory, and this one uses most.</summary>
    MemoryPressure,

    /// <summary>Has lived as long as it may.</summary>
    Lifetime,

    /// <summary>Was handed as many connections as it may.</summary>
    Connections,

    /// <summary>A health check failed too often.</summary>
    Check,

    /// <summary>Its heartbeat stopped.</summary>
    Watchdog,

    /// <summary>The schedule says so.</summary>
    Schedule,

    /// <summary>A restart command.</summary>
    Command,
}
