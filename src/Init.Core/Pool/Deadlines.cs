namespace Init.Core.Pool;

/// <summary>Of times at which something is due. No arrays and no LINQ: the loop asks each round, and there may be ten
/// thousand rounds a second.</summary>
public static class Deadlines
{
    /// <param name="deadlines">null: nothing is due there.</param>
    /// <returns>null: nothing is due anywhere.</returns>
    public static TimeSpan? Earliest(params ReadOnlySpan<TimeSpan?> deadlines)
    {
        TimeSpan? earliest = null;
        foreach (var deadline in deadlines)
        {
            earliest = earliest is null || deadline < earliest ? deadline : earliest;
        }

        return earliest;
    }
}
