namespace Init.Core.Read;

public enum ReloadOutcome
{
    Running,

    /// <summary>Every slot has a worker of the new generation.</summary>
    Done,

    /// <summary>A new worker failed. What was not replaced yet goes on as it was.</summary>
    Failed,

    /// <summary>A later reload took over.</summary>
    Superseded,

    /// <summary>The app is being stopped.</summary>
    Cancelled,
}
