namespace Init.Runtime.Guards;

/// <summary>Which workers a guard has asked to be replaced: once is enough, unless it takes very long.</summary>
internal sealed class AskedPids
{
    /// <summary>A pool drops what it was asked when the successor fails.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, TimeSpan> _askedAt = [];

    /// <summary>One that was asked for lately is still there.</summary>
    internal bool Any => _askedAt.Count > 0;

    /// <returns>Whether to ask now; then it is remembered.</returns>
    internal bool Ask(int pid, TimeSpan now) => _askedAt.TryAdd(pid, now);

    /// <summary>Forgets those that are gone, and those that were asked for long ago.</summary>
    internal void Keep(IReadOnlyList<GuardedWorker> workers, TimeSpan now)
    {
        foreach (var (pid, at) in _askedAt.ToList())
        {
            if (now - at >= AgainAfter || !workers.Any(worker => worker.Pid == pid))
            {
                _askedAt.Remove(pid);
            }
        }
    }
}
