using System.Globalization;
using Init.Core.Read;
using Init.Linux.Proc;
using Init.Linux.Sockets;

namespace Init.Metrics;

/// <summary>How many clients each worker serves: the established TCP connections on its app's ports that it, or whatever
/// came of it, holds. It takes a dump of the port's connections and a look at every descriptor of every worker, so it is
/// done only when somebody asks.</summary>
internal sealed class ConnectionCounter
{
    /// <summary>So many descriptors are looked at for one answer, some 0.1 s of work; a worker that would need more, and
    /// those after it, have no number.</summary>
    private const int DescriptorsMax = 65536;

    /// <summary>Questions that came together were given one snapshot, and share one answer.</summary>
    private volatile ConnectionCounts? last;

    internal ConnectionCounts Count(Snapshot snapshot)
    {
        var counts = last;
        if (counts is null || !ReferenceEquals(counts.Snapshot, snapshot))
        {
            last = counts = new ConnectionCounts(snapshot, Look(snapshot));
        }

        return counts;
    }

    /// <returns>null: it is not an address that has TCP connections.</returns>
    internal static int? Port(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon >= 0
            && !address.StartsWith("unix:", StringComparison.Ordinal)
            && !address.StartsWith("udp:", StringComparison.Ordinal)
            && ushort.TryParse(
                address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port > 0
            ? port
            : null;
    }

    private static Dictionary<int, int> Look(Snapshot snapshot)
    {
        var counts = new Dictionary<int, int>();
        var processes = ProcessTable.Read("/");
        var left = DescriptorsMax;
        foreach (var app in snapshot.Apps)
        {
            if (EstablishedConnections.Find(Ports(app)) is not { } established)
            {
                continue;
            }

            foreach (var worker in app.Workers)
            {
                var family = worker.Pid > 0 ? processes.Family(worker.Pid) : [];
                if (family.Count > 0 && ProcessSockets.Held(family, ref left) is { } held)
                {
                    counts[worker.Pid] = InBoth(held, established);
                }
            }
        }

        return counts;
    }

    private static HashSet<TcpPort> Ports(AppSnapshot app)
    {
        var ports = new HashSet<TcpPort>();
        foreach (var shared in app.Ports)
        {
            if (Port(shared.Address) is { } port)
            {
                ports.UnionWith(TcpPort.Any(port));
            }
        }

        return ports;
    }

    private static int InBoth(IReadOnlySet<uint> held, IReadOnlySet<uint> established)
    {
        var count = 0;
        foreach (var inode in held)
        {
            count += established.Contains(inode) ? 1 : 0;
        }

        return count;
    }
}
