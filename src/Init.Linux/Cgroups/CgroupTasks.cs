using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Cgroups;

/// <summary>The tightest limit of tasks (processes and their threads) on the way to the cgroup of this process.
/// </summary>
/// <param name="Limit">How many there may be.</param>
/// <param name="Used">How many there are where that limit stands; null where it cannot be read.</param>
public sealed record CgroupTasks(long Limit, long? Used)
{
    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>null: no limit, or not to be read.</returns>
    public static CgroupTasks? Read(string root)
    {
        CgroupTasks? tightest = null;
        foreach (var folder in CgroupTree.Visible(root, "pids"))
        {
            if (Number(Path.Combine(folder.Path, "pids.max")) is { } limit
                && (tightest is null || limit < tightest.Limit))
            {
                tightest = new CgroupTasks(limit, Number(Path.Combine(folder.Path, "pids.current")));
            }
        }

        return tightest;
    }

    /// <summary>null for `max` and for what is no number.</summary>
    private static long? Number(string file) =>
        long.TryParse(BoundedFile.FirstLine(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
