namespace Init.Core.Link;

public enum LinkRequestKind
{
    /// <summary>A fresh snapshot, please. That it is answered at all is what liveness means.</summary>
    Snapshot,

    /// <summary>Begin to drain, as SIGTERM does; no effect when a drain has begun.</summary>
    Drain,

    /// <summary>I am alive: the answer to a message that nobody asked for. Not answered.</summary>
    Pong,
}
