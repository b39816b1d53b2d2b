namespace Init.Runtime.Cluster;

/// <summary>What the worker has not yet answered with NODE_HANDLE_ACK or NACK; the answers come in order.</summary>
/// <param name="At">When it was sent, monotonic.</param>
/// <param name="HandOver">The number of a connection; null: a socket or an echo.</param>
/// <param name="IsEcho">No descriptor was sent with it.</param>
internal readonly record struct Asked(TimeSpan At, long? HandOver, bool IsEcho)
{
    /// <summary>Of a socket: the query's number, and the server's key; null: it is none.</summary>
    internal (long Number, string Key)? Query { get; init; }
}
