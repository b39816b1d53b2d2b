namespace Init.Core.Spec;

/// <summary>How a worker is told to stop.</summary>
public enum StopBy
{
    Signal,

    /// <summary>Node's cluster `disconnect`: no new connections, and the end when the last one is over.</summary>
    Disconnect,

    /// <summary>The message "shutdown" on the channel, as PM2 sends it.</summary>
    Message,
}
