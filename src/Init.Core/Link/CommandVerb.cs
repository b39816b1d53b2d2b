namespace Init.Core.Link;

/// <summary>What a running pm1 can be told.</summary>
public enum CommandVerb
{
    /// <summary>Begin to drain, as SIGTERM does; no effect when a drain has begun.</summary>
    Drain,

    /// <summary>A new generation, slot by slot.</summary>
    Reload,

    /// <summary>Stop workers and start them again in place: all, or the one of <see cref="Command.Slot"/>.</summary>
    Restart,

    /// <summary>Stop all workers; pm1 stays.</summary>
    Stop,

    /// <summary>Start what was stopped, or had finished.</summary>
    Start,

    /// <summary><see cref="Command.Text"/>: `4`, `+1`, `-2`, `auto` or any other workers expression.</summary>
    Scale,

    /// <summary><see cref="Command.Text"/>: a signal's name, to all workers or the one of <see cref="Command.Slot"/>.
    /// </summary>
    Signal,

    /// <summary><see cref="Command.Text"/>: JSON, a message for the programs of all workers or of the one of
    /// <see cref="Command.Slot"/>.</summary>
    Send,
}
