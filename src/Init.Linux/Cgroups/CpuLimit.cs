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
    public static double Read(string root) => Find(root)?.Cpus ?? 0;

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>The tightest quota and where it stands; null when there is none or it cannot be read.</returns>
    public static CpuQuota? Find(string root) => Tightest(CgroupTree.Visible(root, "cpu"));

    /// <summary>For reading again and again: where to look is found out once, as the mounts of a running container do not
    /// change and parsing them is most of the work.</summary>
    /// <returns>Reads as <see cref="Read"/> does.</returns>
    public static Func<double> Reader(string root)
    {
        var folders = CgroupTree.Visible(root, "cpu").ToList();
        return () => Tightest(folders)?.Cpus ?? 0;
    }

    private static CpuQuota? Tightest(IEnumerable<CgroupFolder> folders)
    {
        CpuQuota? tightest = null;
        foreach (var folder in folders)
        {
            var quota = folder.Version == CgroupVersion.V2 ? ReadV2(folder.Path) : ReadV1(folder.Path);
            if (quota.Cpus > 0 && (tightest is null || quota.Cpus < tightest.Cpus))
            {
                tightest = quota;
            }
        }

        return tightest;
    }

    private static CpuQuota ReadV2(string folder)
    {
        var file = Path.Combine(folder, "cpu.max");
        var text = BoundedFile.FirstLine(file);
        var cpus = text.Split(' ') switch
        {
            [var quota] => Ratio(Microseconds(quota), DefaultPeriodMicroseconds),
            [var quota, var period] => Ratio(Microseconds(quota), Microseconds(period)),
            _ => 0,
        };
        return new CpuQuota(cpus, file, text);
    }

    private static CpuQuota ReadV1(string folder)
    {
        var file = Path.Combine(folder, "cpu.cfs_quota_us");
        var quota = BoundedFile.FirstLine(file);
        var period = BoundedFile.FirstLine(Path.Combine(folder, "cpu.cfs_period_us"));
        return new CpuQuota(Ratio(Microseconds(quota), Microseconds(period)), file, $"{quota} {period}");
    }

    private static double Ratio(long quota, long period) => quota > 0 && period > 0 ? (double)quota / period : 0;

    /// <summary>0 for `max`, for −1 and for what is no number.</summary>
    private static long Microseconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
