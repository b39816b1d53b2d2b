namespace Init.Core.Pool;

/// <summary>What can happen to a worker.</summary>
public enum WorkerEventKind
{
    /// <summary>The pool wants it to run.</summary>
    Start,

    /// <summary>Its process exists (still in the launch stage).</summary>
    Spawned,

    /// <summary>Its program could not be executed.</summary>
    LaunchFailed,

    /// <summary>Its program runs.</summary>
    Executed,

    /// <summary>It called listen(2) on a shared socket.</summary>
    Listening,

    /// <summary>It sent READY=1.</summary>
    Notified,

    /// <summary>pm1 could not bind the address that it asked for.</summary>
    BindRefused,
    Exited,

    /// <summary>The pool wants it to end.</summary>
    Stop,

    /// <summary>Time has passed.</summary>
    Tick,
}
