using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Cgroups;

/// <summary>Memory of this process's cgroup, or of that of its ancestors which is nearest to its limit.</summary>
/// <param name="Limit">Bytes; more than zero.</param>
/// <param name="Used">Without file pages that nobody has used for a while, which the kernel drops before it kills: what
/// the kubelet calls the working set.</param>
public readonly record struct CgroupMemory(long Limit, long Used)
{
    /// <summary>Version 1 says that there is no limit with the largest multiple of a page; no machine has so much.
    /// </summary>
    private const long NoLimit = 1L << 60;

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>The tightest limit in bytes; 0 when there is none or it cannot be read.</returns>
    public static long ReadLimit(string root)
    {
        var limits = CgroupTree.Visible(root, "memory").Select(LimitOf).Where(limit => limit > 0).ToList();
        return limits.Count == 0 ? 0 : limits.Min();
    }

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>null when there is no limit or what is used cannot be read.</returns>
    public static CgroupMemory? Read(string root)
    {
        CgroupMemory? tightest = null;
        foreach (var folder in CgroupTree.Visible(root, "memory"))
        {
            if (LimitOf(folder) is var limit and > 0 && UsedOf(folder) is { } used
                && (tightest is not { } known || (double)used / limit > (double)known.Used / known.Limit))
            {
                tightest = new CgroupMemory(limit, used);
            }
        }

        return tightest;
    }

    private static long LimitOf(CgroupFolder folder)
    {
        var name = folder.Version == CgroupVersion.V2 ? "memory.max" : "memory.limit_in_bytes";
        return Number(BoundedFile.FirstLine(Path.Combine(folder.Path, name))) is { } limit and < NoLimit ? limit : 0;
    }

    private static long? UsedOf(CgroupFolder folder)
    {
        var (name, inactive) = folder.Version == CgroupVersion.V2
            ? ("memory.current", "inactive_file ") : ("memory.usage_in_bytes", "total_inactive_file ");
        if (Number(BoundedFile.FirstLine(Path.Combine(folder.Path, name))) is not { } used)
        {
            return null;
        }

        var line = BoundedFile.Lines(Path.Combine(folder.Path, "memory.stat"))
            .FirstOrDefault(line => line.StartsWith(inactive, StringComparison.Ordinal));
        return Math.Max(used - (Number(line?[inactive.Length..] ?? "") ?? 0), 0);
    }

    /// <summary>null for `max` and for what is no number.</summary>
    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
