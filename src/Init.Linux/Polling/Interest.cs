namespace Init.Linux.Polling;

/// <summary>What to be woken for. Hang-up and error always wake.</summary>
public enum Interest
{
    Readable,
    ReadableOrWritable,

    /// <summary>Hang-up only, once each time it happens: for a listening socket that others accept from.</summary>
    HangUpEdge,
}
