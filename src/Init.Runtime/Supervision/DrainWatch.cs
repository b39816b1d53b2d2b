using Init.Core.Pool;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using Init.Runtime.Sharing;

namespace Init.Runtime.Supervision;

/// <summary>What the kernel knows about traffic, for the length of a drain.</summary>
internal sealed class DrainWatch(int stopSignal)
{
    /// <summary>How often to look.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long? _opens;
    private long _accepted;

    /// <param name="accepted">What the agent accepted so far: probes are no traffic.</param>
    internal DrainObservation Observe(IReadOnlyList<SharedAddress> addresses, IReadOnlyList<int> workers, long accepted)
    {
        var opens = PassiveOpens.Read();
        var fresh = opens is { } now && _opens is { } before ? now - before - Probes(accepted) : 0;
        _opens = opens;
        _accepted = accepted;
        var numbers = SharedAddress.Ports(addresses);
        return new DrainObservation(
            NewConnections: Math.Max(fresh, 0),
            Queued: addresses.Sum(address => address.Waiting),
            Busy: numbers.Count == 0 ? 0 : BusyConnections.Count(numbers) ?? 0,
            StopIsCaught: workers.All(pid => ProcessStatus.Survives(pid)?.Contains(stopSignal) ?? true));
    }

    /// <summary>An agent that was started again counts from zero.</summary>
    private long Probes(long accepted) => accepted >= _accepted ? accepted - _accepted : accepted;
}
