using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Cgroups;

/// <summary>The CPU quota of this process's cgroup and of all its ancestors that can be seen.</summary>
public static class CpuLimit
{
    /// <summary>The kernel's default, which `cpu.max` may leave out.</summary>
    private const long DefaultPeriodMicroseconds = 100_000;

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>CPUs' worth of the tightest quota (quota ÷ period); 0 when there is none or it cannot be read.
    /// </returns>
    public static double Read(string root)
    {
        var tightest = 0.0;
        foreach (var folder in CgroupTree.Visible(root, "cpu"))
        {
            var limit = folder.Version == CgroupVersion.V2 ? ReadV2(folder.Path) : ReadV1(folder.Path);
            if (limit > 0 && (tightest == 0 || limit < tightest))
            {
                tightest = limit;
            }
        }

        return tightest;
    }

    private static double ReadV2(string folder)
    {
        var fields = BoundedFile.FirstLine(Path.Combine(folder, "cpu.max")).Split(' ');
        return fields.Length switch
        {
            1 => Ratio(Microseconds(fields[0]), DefaultPeriodMicroseconds),
            2 => Ratio(Microseconds(fields[0]), Microseconds(fields[1])),
            _ => 0,
        };
    }

    private static double ReadV1(string folder) => Ratio(
        Microseconds(BoundedFile.FirstLine(Path.Combine(folder, "cpu.cfs_quota_us"))),
        Microseconds(BoundedFile.FirstLine(Path.Combine(folder, "cpu.cfs_period_us"))));

    private static double Ratio(long quota, long period) => quota > 0 && period > 0 ? (double)quota / period : 0;

    /// <summary>0 for `max`, for −1 and for what is no number.</summary>
    private static long Microseconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
