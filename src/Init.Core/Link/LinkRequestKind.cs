namespace Init.Core.Link;

public enum LinkRequestKind
{
    /// <summary>A fresh snapshot, please.</summary>
    Snapshot,

    /// <summary>How are you? That it is answered at all is what liveness means, so the answer is small and costs the
    /// loop next to nothing.</summary>
    Vitals,

    /// <summary>Do something: <see cref="LinkRequest.Command"/>. The reply is a snapshot after it, and a refusal when
    /// nothing was done.</summary>
    Command,

    /// <summary>A health check was made: <see cref="LinkRequest.Check"/>. Not answered.</summary>
    Checked,

    /// <summary>I am alive: the answer to a message that nobody asked for. Not answered.</summary>
    Pong,
}
