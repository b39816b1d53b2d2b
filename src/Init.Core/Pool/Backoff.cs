namespace Init.Core.Pool;

/// <summary>How long to wait before a worker that failed is started again: 10 ms after the first failure, since one
/// crash is an accident and its slot is missed; then 0.1 s, doubled at every failure in a row up to 30 s; each up to a
/// quarter less by chance, so that workers that fell together do not rise together.</summary>
public static class Backoff
{
    public static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(10);
    public static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DelayAgain = TimeSpan.FromMilliseconds(100);
    private const double JitterShare = 0.25;
    private const int DoublingsMax = 9;

    /// <param name="failures">In a row, this one included; at least 1.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Next(int failures, double chance)
    {
        var factor = 1 << Math.Clamp(failures - 2, 0, DoublingsMax);
        var full = failures <= 1 ? DelayMin.TotalMilliseconds
            : Math.Min(DelayAgain.TotalMilliseconds * factor, DelayMax.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (JitterShare * Math.Clamp(chance, 0, 1))));
    }
}
