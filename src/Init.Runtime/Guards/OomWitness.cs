namespace Init.Runtime.Guards;

/// <summary>Tells whether a worker's SIGKILL was the kernel's, for want of memory: then the cgroup's count of such
/// kills has just risen. A rise that no worker's end followed was another process's.</summary>
/// <param name="read">The count; null: it cannot be read.</param>
internal sealed class OomWitness(Func<long?> read) : IGuard
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A killed process is a child to be reaped within moments; one with much memory takes some.</summary>
    private static readonly TimeSpan FreshMax = TimeSpan.FromSeconds(3);

    private long _known = read() ?? 0;
    private long _unclaimed;
    private TimeSpan _roseAt;

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        Deadline = now + Interval;
        Look(now);
    }

    /// <summary>Of a worker that SIGKILL has ended without our doing; each kill is one worker's.</summary>
    internal bool Claims(TimeSpan now)
    {
        Look(now);
        if (_unclaimed == 0)
        {
            return false;
        }

        _unclaimed--;
        return true;
    }

    private void Look(TimeSpan now)
    {
        if (now - _roseAt > FreshMax)
        {
            _unclaimed = 0;
        }

        if (read() is { } count && count != _known)
        {
            _unclaimed += Math.Max(count - _known, 0);
            _roseAt = now;
            _known = count;
        }
    }
}
