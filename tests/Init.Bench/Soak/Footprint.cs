namespace Init.Bench.Soak;

/// <summary>What a process holds of what could leak. A heap has its tides: pm1 collects so rarely that what nobody needs
/// any more may be some megabytes before it goes. So it is looked at often, and the low water of one time is compared
/// with the low water of another.</summary>
internal sealed record Footprint(int Descriptors, int Threads, long PrivateKiB)
{
    /// <summary>A question or a launch that is under way.</summary>
    private const int DescriptorsMore = 4;

    /// <summary>The thread pool of the agent comes and goes.</summary>
    private const int ThreadsMore = 4;

    /// <summary>A short time may not have seen the turn of a tide.</summary>
    private const double MemoryShareMore = 0.25;
    private const long MemoryKiBMore = 1024;

    /// <summary>Never more than this, whatever the tide.</summary>
    private const long MemoryKiBMax = 16 * 1024;

    public static string Tolerance =>
        $"+{DescriptorsMore} descriptors, +{ThreadsMore} threads, +{MemoryShareMore:P0} and {MemoryKiBMore} KiB of memory, "
        + $"never above {MemoryKiBMax} KiB";

    public static Footprint Of(int pid) =>
        new(Proc.Descriptors(pid).Count, Proc.Threads(pid), Proc.Memory(pid).Private);

    /// <summary>The least of each.</summary>
    public static Footprint Least(IReadOnlyCollection<Footprint> all) =>
        new(all.Min(each => each.Descriptors), all.Min(each => each.Threads), all.Min(each => each.PrivateKiB));

    public static bool IsTooLarge(Footprint footprint) => footprint.PrivateKiB > MemoryKiBMax;

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
