namespace Init.Core.Read;

public enum DrainPhase
{
    /// <summary>Accepting as before, until traffic has found its way elsewhere.</summary>
    Delay,

    /// <summary>Every worker but one is stopping.</summary>
    Stop,

    /// <summary>The last one empties the queue, then stops.</summary>
    Last,
    Done,
}
