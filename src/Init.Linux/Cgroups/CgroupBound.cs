using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Cgroups;

/// <summary>The tightest limit of a countable thing on the way to the cgroup of this process, and how much of it is
/// used up there.</summary>
/// <param name="Limit">Bytes, or tasks.</param>
/// <param name="Used">null where it cannot be read.</param>
/// <param name="File">Where the limit stands.</param>
public sealed record CgroupBound(long Limit, long? Used, string File)
{
    /// <summary>What cgroup v1 has for "no limit" is LONG_MAX rounded down to pages; half of it is no memory's size.
    /// </summary>
    private const long Unlimited = long.MaxValue / 2;

    /// <summary>In bytes.</summary>
    /// <returns>null: none, or not to be read.</returns>
    public static CgroupBound? Memory(string root) => Tightest(
        root, "memory", version => version == CgroupVersion.V2
            ? ("memory.max", "memory.current") : ("memory.limit_in_bytes", "memory.usage_in_bytes"));

    /// <summary>In tasks: processes and their threads.</summary>
    /// <inheritdoc cref="Memory"/>
    public static CgroupBound? Tasks(string root) => Tightest(root, "pids", _ => ("pids.max", "pids.current"));

    private static CgroupBound? Tightest(
        string root, string controller, Func<CgroupVersion, (string Limit, string Used)> names)
    {
        CgroupBound? tightest = null;
        foreach (var folder in CgroupTree.Visible(root, controller))
        {
            var (limitName, usedName) = names(folder.Version);
            var file = Path.Combine(folder.Path, limitName);
            if (Number(file) is { } limit && limit < Unlimited && (tightest is null || limit < tightest.Limit))
            {
                tightest = new CgroupBound(limit, Number(Path.Combine(folder.Path, usedName)), file);
            }
        }

        return tightest;
    }

    /// <summary>null for `max` and for what is no number.</summary>
    private static long? Number(string file) =>
        long.TryParse(BoundedFile.FirstLine(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
