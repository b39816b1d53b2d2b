namespace Init.Core.Read;

/// <summary>Why a worker had to be started again.</summary>
public enum RestartReason
{
    /// <summary>Exited with code 0.</summary>
    Exit,

    /// <summary>Exited with another code.</summary>
    Failure,

    /// <summary>Ended by a signal.</summary>
    Signal,

    /// <summary>Was not ready in time.</summary>
    ReadyTimeout,

    /// <summary>Could not be executed.</summary>
    Launch,
}
