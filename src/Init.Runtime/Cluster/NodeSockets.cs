using Init.Linux.Sockets;
using Init.Runtime.Sharing;

namespace Init.Runtime.Cluster;

/// <summary>What a primary needs from whoever keeps pm1's sockets and workers.</summary>
internal sealed record NodeSockets
{
    /// <summary>Takes a new one to the others.</summary>
    public required Action<SharedSocket> Adopt { get; init; }

    /// <summary>The queue of an address for the workers of a side.</summary>
    public required Func<SharedAddress, int, SharedSocket> QueueOf { get; init; }

    /// <summary>What pm1 itself was given, by number.</summary>
    public required IReadOnlyDictionary<int, OwnedSocket> Inherited { get; init; }

    /// <summary>0 to 1.</summary>
    public required Func<double> Chance { get; init; }

    /// <summary>From a worker's pid to the process that is told.</summary>
    public required Func<int, int> Main { get; init; }
}
