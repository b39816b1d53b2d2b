namespace Init.Runtime.Launching;

/// <summary>What tells a worker apart from the others.</summary>
/// <param name="Workers">How many there are to be.</param>
/// <param name="NotifySocket">Empty: none.</param>
/// <param name="UniqueId">No other worker has it, nor had it before; 0: no worker but something in its
/// place, without a channel.</param>
internal sealed record WorkerIdentity(int Slot, int Workers, string NotifySocket, long UniqueId)
{
    /// <summary>Of the sockets that are passed on.</summary>
    public IReadOnlyList<string> ListenNames { get; init; } = [];

    /// <summary>That pm1 itself was given, and gives out when a Node program asks for one by its number.</summary>
    public int InheritedSockets { get; init; }
}
