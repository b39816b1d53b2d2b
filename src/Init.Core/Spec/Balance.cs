namespace Init.Core.Spec;

/// <summary>How connections are spread over the workers of an app.</summary>
public enum Balance
{
    /// <summary>One socket, one accept queue, every worker accepts from it: nothing can be stranded.</summary>
    Queue,

    /// <summary>The same among Node workers: each gets the one socket and accepts for itself.</summary>
    Shared,

    /// <summary>pm1 accepts and hands connections to Node workers in turn, by their weights.</summary>
    RoundRobin,

    /// <summary>pm1 accepts and hands each connection to the Node worker that has the fewest.</summary>
    LeastBusy,
}
