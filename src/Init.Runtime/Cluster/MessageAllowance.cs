namespace Init.Runtime.Cluster;

/// <summary>How much of what a program says is passed on: a bucket that fills with time. What is over is counted.</summary>
internal sealed class MessageAllowance
{
    private const int BurstMax = 100;
    private const int PerSecond = 50;

    private double _left = BurstMax;
    private TimeSpan _filledAt;

    /// <summary>Since somebody was told.</summary>
    internal long Dropped { get; private set; }

    internal bool TryTake(TimeSpan now)
    {
        _left = Math.Min(BurstMax, _left + ((now - _filledAt).TotalSeconds * PerSecond));
        _filledAt = now;
        if (_left < 1)
        {
            Dropped++;
            return false;
        }

        _left--;
        return true;
    }

    internal long TakeDropped()
    {
        var dropped = Dropped;
        Dropped = 0;
        return dropped;
    }
}
