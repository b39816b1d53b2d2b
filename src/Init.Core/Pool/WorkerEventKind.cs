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

    /// <summary>It sent STOPPING=1: it ends by itself.</summary>
    Leaving,

    /// <summary>It sent EXTEND_TIMEOUT_USEC: what it is doing takes longer.</summary>
    Extends,

    /// <summary>It sent STATUS=.</summary>
    Says,

    /// <summary>While draining: requests are under way.</summary>
    SeenBusy,

    /// <summary>While draining: nothing is under way, and nothing waits for it.</summary>
    SeenQuiet,

    /// <summary>It does not hold its side's queue any more.</summary>
    LetGo,
    Exited,

    /// <summary>The pool wants it to run out of requests and then to end.</summary>
    Retire,

    /// <summary>The pool wants it to end.</summary>
    Stop,

    /// <summary>The pool wants it to end and to be started again.</summary>
    Restart,

    /// <summary>Time has passed.</summary>
    Tick,
}
