namespace Init.Core.Read;

/// <summary>Names are an interface: add, never rename.</summary>
public enum NewsKind
{
    /// <summary>A line that pm1 said on stderr and that is nothing of the below.</summary>
    Note,

    /// <summary>A program said something on its channel (process.send): <see cref="News.Data"/>.</summary>
    Message,
    WorkerStarted,
    WorkerReady,

    /// <summary>Was told to stop.</summary>
    WorkerStopping,

    /// <summary>Did not stop in time and was sent SIGKILL.</summary>
    WorkerKilled,
    WorkerExited,

    /// <summary>A worker is about to be replaced by a new one, which is started first.</summary>
    Replacing,
    ReloadStarted,

    /// <summary>One more slot has a worker of the new generation.</summary>
    ReloadProgress,
    ReloadDone,

    /// <summary>A new worker failed: the old ones go on.</summary>
    ReloadFailed,

    /// <summary>Ended by a later reload, or by the end of the app.</summary>
    ReloadCancelled,
    Scaled,
    DrainStarted,
    DrainPhase,
    Ended,
}
