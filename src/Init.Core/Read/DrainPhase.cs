namespace Init.Core.Read;

public enum DrainPhase
{
    /// <summary>Accepting as before, until traffic has found its way elsewhere.</summary>
    Delay,

    /// <summary>No new connections; the workers empty the queue.</summary>
    Empty,

    /// <summary>The workers have been told to stop.</summary>
    Stop,
    Done,
}
