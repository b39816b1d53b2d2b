namespace Init.Bench.Soak;

/// <summary>What a process holds of what could leak.</summary>
internal sealed record Footprint(int Descriptors, int Threads, long PrivateKiB)
{
    /// <summary>A question or a timer that is under way.</summary>
    private const int DescriptorsMore = 4;

    /// <summary>The thread pool of the agent comes and goes.</summary>
    private const int ThreadsMore = 4;

    /// <summary>A heap has its tides.</summary>
    private const double MemoryShareMore = 0.15;
    private const long MemoryKiBMore = 512;

    public static string Tolerance =>
        $"+{DescriptorsMore} descriptors, +{ThreadsMore} threads, +{MemoryShareMore:P0} and {MemoryKiBMore} KiB";

    public static Footprint Of(int pid) =>
        new(Proc.Descriptors(pid).Count, Proc.Threads(pid), Proc.Memory(pid).Private);

    public static Footprint Median(IReadOnlyCollection<Footprint> all) => new(
        (int)Bench.Median.Of(all.Select(each => (double)each.Descriptors)),
        (int)Bench.Median.Of(all.Select(each => (double)each.Threads)),
        (long)Bench.Median.Of(all.Select(each => (double)each.PrivateKiB)));

    /// <returns>What has grown beyond what it was before; empty: nothing.</returns>
    public string GrownSince(Footprint before)
    {
        var grown = new List<string>();
        if (Descriptors > before.Descriptors + DescriptorsMore)
        {
            grown.Add($"{Descriptors} descriptors, {before.Descriptors} before");
        }

        if (Threads > before.Threads + ThreadsMore)
        {
            grown.Add($"{Threads} threads, {before.Threads} before");
        }

        if (PrivateKiB > (before.PrivateKiB * (1 + MemoryShareMore)) + MemoryKiBMore)
        {
            grown.Add($"{PrivateKiB} KiB, {before.PrivateKiB} before");
        }

        return string.Join("; ", grown);
    }

    public override string ToString() => $"{Descriptors} descriptors, {Threads} threads, {PrivateKiB} KiB";
}
