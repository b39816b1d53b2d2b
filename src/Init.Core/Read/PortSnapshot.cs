namespace Init.Core.Read;

/// <param name="Address">As getsockname(2) shows it: `0.0.0.0:3000`, `[::]:3000`, `unix:/run/app.sock`.</param>
/// <param name="Listening">Someone has called listen(2) on it.</param>
/// <param name="Backlog">Connections waiting in the accept queue.</param>
/// <param name="BacklogLimit">The queue's length as the kernel granted it; 0 where it cannot be read.</param>
/// <param name="Drops">Connections dropped by this socket since it was bound; 0 where it cannot be read.</param>
public sealed record PortSnapshot(string Address, bool Listening, long Backlog, long BacklogLimit, long Drops);
