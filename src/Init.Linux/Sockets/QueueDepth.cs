namespace Init.Linux.Sockets;

/// <param name="Waiting">Connections in the accept queue.</param>
/// <param name="Limit">As the kernel granted it: min(backlog, somaxconn).</param>
public readonly record struct QueueDepth(long Waiting, long Limit);
