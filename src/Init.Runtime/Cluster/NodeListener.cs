using System.Net;
using Init.Core.Cluster;
using Init.Linux.Descriptors;
using Init.Runtime.Sharing;

namespace Init.Runtime.Cluster;

/// <summary>A server of the program, shared by its workers.</summary>
/// <param name="query">The first worker's.</param>
/// <param name="name">What the program is told as its address; null: a Unix socket.</param>
internal sealed class NodeListener(ServerQuery query, SharedAddress address, SharedSocket first, IPEndPoint? name)
{
    internal ServerQuery Query => query;

    /// <summary>Of the first worker that had any: a reload may have made it a TLS server, and those end when they get
    /// none.</summary>
    internal string Data { get; private set; } = query.Data;

    internal SharedAddress Address => address;

    /// <summary>The only one, where pm1 accepts.</summary>
    internal SharedSocket First => first;

    internal IPEndPoint? Name => name;

    internal WeightedTurns Turns { get; } = new();

    /// <summary>Connections that a worker did not take, or died with.</summary>
    internal Queue<OwnedFd> Returned { get; } = [];

    /// <summary>The poller tells of new connections.</summary>
    internal bool IsWatched { get; set; }

    internal void Learn(string data) => Data = Data.Length == 0 ? data : Data;
}
