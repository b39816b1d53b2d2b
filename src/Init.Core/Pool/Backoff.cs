namespace Init.Core.Pool;

/// <summary>How long to wait before a worker that failed is started again: 0.1 s, doubled at every failure in a row up
/// to 30 s, and up to a quarter less by chance, so that workers that fell together do not rise together.</summary>
public static class Backoff
{
    public static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);

    private const double JitterShare = 0.25;
    private const int DoublingsMax = 9;

    /// <param name="failures">In a row, this one included; at least 1.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Next(int failures, double chance)
    {
        var factor = 1 << Math.Clamp(failures - 1, 0, DoublingsMax);
        var full = Math.Min(DelayMin.TotalMilliseconds * factor, DelayMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (JitterShare * Math.Clamp(chance, 0, 1))));
    }
}
