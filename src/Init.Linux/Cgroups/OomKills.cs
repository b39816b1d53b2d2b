using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Cgroups;

/// <summary>How many processes of this cgroup the kernel has killed for want of memory. A count that has risen since a
/// worker was started tells what an unexpected SIGKILL was; with two such ends at once it does not tell whose.
/// </summary>
public static class OomKills
{
    private const string Line = "oom_kill ";

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>null where it cannot be read (a machine's root cgroup, before Linux 4.13).</returns>
    public static long? Read(string root) => Read(CgroupTree.Visible(root, "memory"));

    /// <summary>For reading again and again: where to look is found out once.</summary>
    /// <returns>Reads as <see cref="Read(string)"/> does.</returns>
    public static Func<long?> Reader(string root)
    {
        var folders = CgroupTree.Visible(root, "memory").ToList();
        return () => Read(folders);
    }

    private static long? Read(IEnumerable<CgroupFolder> folders)
    {
        // Kills are counted where the process was, whichever ancestor's limit was reached: the last folder is the leaf.
        long? kills = null;
        foreach (var folder in folders)
        {
            var file = folder.Version == CgroupVersion.V2 ? "memory.events" : "memory.oom_control";
            var line = BoundedFile.Lines(Path.Combine(folder.Path, file))
                .FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
            if (long.TryParse(
                line?[Line.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                kills = count;
            }
        }

        return kills;
    }
}
