using Init.Core.Read;

namespace Init.Core.Link;

/// <summary>Supervisor to agent.</summary>
/// <param name="Id">The request's; 0 for a message that nobody asked for: a stop, news, or else a question whether the
/// agent is alive, which it answers with <see cref="LinkRequestKind.Pong"/>.</param>
/// <param name="Snapshot">null only in a message that brings news or vitals.</param>
/// <param name="Stop">The supervisor is about to exit: flush telemetry within <paramref name="FlushMilliseconds"/>
/// and exit.</param>
public sealed record LinkReply(long Id, Snapshot? Snapshot, bool Stop, int FlushMilliseconds)
{
    /// <summary>A command that was not carried out.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Of <see cref="LinkRequestKind.Vitals"/>.</summary>
    public Vitals? Vitals { get; init; }

    /// <summary>What happened since the last message that brought any; an agent that is new gets what is remembered.
    /// </summary>
    public IReadOnlyList<LinkNews> News { get; init; } = [];
}
