using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux.Sockets;

namespace Init.Runtime.Cluster;

/// <summary>Finds out that a program serves a port without asking its primary: listen() with `exclusive`, or with
/// `reusePort` since Node 22. Such a worker would never count as listening.</summary>
/// <param name="main">From a worker's pid to the process that is to be looked at.</param>
internal sealed class BypassWatch(INodeNews news, Func<int, int> main)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>One that serves nothing by then serves nothing.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(1);

    private readonly Dictionary<NodeWorker, (TimeSpan Since, TimeSpan Next)> _watched = [];

    /// <summary>null: nobody is watched.</summary>
    internal TimeSpan? Deadline => _watched.Count == 0 ? null : _watched.Values.Min(times => times.Next);

    /// <summary>Its runtime is up.</summary>
    internal void Begin(NodeWorker worker, TimeSpan now) => _watched[worker] = (now, now + First);

    /// <summary>It has asked, or is gone.</summary>
    internal void End(NodeWorker worker) => _watched.Remove(worker);

    internal void TakeTime(TimeSpan now)
    {
        if (!(Deadline <= now))
        {
            return;
        }

        foreach (var (worker, (since, next)) in _watched.ToList())
        {
            if (next <= now)
            {
                Look(worker, since, now);
            }
        }
    }

    private void Look(NodeWorker worker, TimeSpan since, TimeSpan now)
    {
        var held = ProcessSockets.Held(ProcessSockets.Family(main(worker.Pid)));
        var ports = held is null ? [] : ListeningPorts.Of(held);
        if (ports.Count == 0)
        {
            // Each time twice as long after its beginning.
            var pause = now - since < Longest ? now - since : Longest;
            _watched[worker] = (since, now + pause);
            if (now - since > GivenUpAfter)
            {
                _watched.Remove(worker);
            }

            return;
        }

        _watched.Remove(worker);
        var port = string.Join(", ", ports);
        news.Degrade(new Degradation(
            "bypass",
            $"worker {worker.Seat.Slot} listens on port {port} by itself (exclusive or reusePort)",
            "pm1 does not hold that port: it is closed while no worker runs, and what waits there is lost with its "
            + "worker; leave the option out, or use --share bind"));
        news.Happen(worker.Seat, worker.Pid, new WorkerEvent(WorkerEventKind.Listening));
    }
}
