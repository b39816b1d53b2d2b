using System.Globalization;
using Init.Core.Read;

namespace Init.Core.Doctor;

/// <summary>What decides how many workers there are.</summary>
public static class CpuChecks
{
    private static readonly CheckGroup Group = CheckGroup.Cpu;

    public static IEnumerable<Check> Of(CpuSight sight)
    {
        var quota = sight.Quota.ToString("0.##", CultureInfo.InvariantCulture);
        yield return sight.Quota > 0 ? Group.Ok("quota", $"{quota} CPUs ({sight.QuotaPlace})")
            : sight.Cgroup != "" ? Group.Ok("quota", $"none ({sight.Cgroup})")
            : Group.Degraded(
                "quota", "unknown: no cgroup can be seen", "mount /sys/fs/cgroup, or say how many workers: --workers 4");
        yield return Group.Ok("affinity", $"{sight.Affinity} CPUs");
        var why = sight.Source switch
        {
            WorkersSource.Quota => $"of a quota of {quota} CPUs, rounded up",
            WorkersSource.Affinity when sight.Quota > 0 => $"of {sight.Affinity} CPUs, as the quota is larger or does not count",
            WorkersSource.Affinity => $"of {sight.Affinity} CPUs, as there is no quota",
            WorkersSource.Explicit => "as written",
        };
        yield return Group.Ok("workers", $"{sight.Workers} ({sight.Written}: {why})");
    }
}
