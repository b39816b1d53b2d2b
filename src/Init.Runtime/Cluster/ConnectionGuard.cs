using Init.Core.Pool;
using Init.Core.Read;

namespace Init.Runtime.Cluster;

/// <summary>Replaces a worker that was handed as many connections as it may; each by chance a few earlier, so that they
/// do not go together.</summary>
/// <param name="max">null: any number.</param>
/// <param name="chance">0 to 1.</param>
internal sealed class ConnectionGuard(int? max, Func<double> chance, INodeNews news)
{
    private const double Jitter = 0.1;

    /// <summary>Where nobody listened, it is said again so much later.</summary>
    private const int AgainAfter = 10;

    /// <summary>One more.</summary>
    internal void Count(NodeWorker worker)
    {
        worker.Handed++;
        if (max is not { } most)
        {
            return;
        }

        worker.ReplaceAt ??= Math.Max(1, (long)(most * (1 - (Jitter * chance()))));
        if (worker.Handed >= worker.ReplaceAt)
        {
            worker.ReplaceAt = worker.Handed + Math.Max(1, most / AgainAfter);
            news.Replace(new PoolEvent.Replace(
                worker.Seat, worker.Pid, RestartReason.Connections, $"has had {worker.Handed} connections"));
        }
    }
}
