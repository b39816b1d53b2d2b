namespace Init.Core.Link;

/// <summary>Agent to supervisor.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Id">Echoed in the reply; the agent's own count.</param>
/// <param name="Accepted">Connections that the agent itself has accepted on TCP so far: the supervisor subtracts them
/// from the network namespace's passive opens when it looks for quiet.</param>
public sealed record LinkRequest(LinkRequestKind Kind, long Id, long Accepted)
{
    /// <summary>Of <see cref="LinkRequestKind.Command"/>.</summary>
    public Command? Command { get; init; }

    /// <summary>Of <see cref="LinkRequestKind.Checked"/>.</summary>
    public CheckResult? Check { get; init; }
}
