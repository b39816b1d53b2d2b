namespace Init.Core.Cluster;

/// <summary>A line that a Node process wrote on its channel (child_process' `json` serialization), as far as a primary
/// is concerned. A worker may write what it likes, so all of it is untrusted.</summary>
public abstract record ChannelLine
{
    private ChannelLine()
    {
    }

    /// <summary>Its runtime is up; its program has not begun.</summary>
    public sealed record Online : ChannelLine;

    /// <param name="Seq">To be named in the answer.</param>
    /// <param name="Query">null: it makes no sense, and the answer is EINVAL.</param>
    public sealed record QueryServer(long Seq, ServerQuery? Query) : ChannelLine;

    public sealed record Listening(ServerQuery? Query) : ChannelLine;

    /// <param name="Key">As it was given in the answer to the query.</param>
    public sealed record Close(string Key) : ChannelLine;

    /// <summary>It is about to leave by its own decision, and waits for an answer first.</summary>
    public sealed record Leaves(long Seq) : ChannelLine;

    /// <summary>To a connection that was handed over.</summary>
    public sealed record Reply(long To, bool IsAccepted) : ChannelLine;

    /// <summary>The last unanswered descriptor has come.</summary>
    public sealed record HandleTaken : ChannelLine;

    /// <summary>A line that announced a descriptor came without one.</summary>
    public sealed record HandleMissed : ChannelLine;

    /// <summary>A descriptor of the program's own, which waits for an answer; everything it says later waits behind it.
    /// </summary>
    /// <param name="Json">The program's message.</param>
    public sealed record Handle(string Json) : ChannelLine;

    /// <summary>The program's own (process.send), JSON.</summary>
    public sealed record Message(string Json) : ChannelLine;

    /// <summary>Node's own business.</summary>
    public sealed record Ignored : ChannelLine;

    /// <summary>No JSON, or nested too deeply.</summary>
    public sealed record Malformed : ChannelLine;
}
