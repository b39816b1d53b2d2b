using System.Globalization;
using System.Runtime.InteropServices;
using Init.Core.Config;
using Init.Core.Doctor;
using Init.Core.Spec;
using Init.Linux.Cgroups;
using Init.Linux.Clock;
using Init.Linux.Proc;
using Init.Linux.Processes;
using Init.Linux.Trials;

namespace Init.Runtime.Doctor;

/// <summary>The kernel, and what the cgroup and the limits leave of the machine.</summary>
internal static class MachineSight
{
    private const string Root = "/";
    private const string ZoneFolder = "/usr/share/zoneinfo";

    internal static KernelSight Kernel() => new(
        $"Linux {Release()}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}",
        Trials.Of(KernelTrial.PidDescriptor()),
        Trials.Of(KernelTrial.Inotify()),
        KernelText.FirstLine("/proc/sys/fs/inotify/max_user_watches"),
        KernelText.FirstLine("/proc/sys/fs/inotify/max_user_instances"));

    internal static CpuSight Cpu(WorkersExpression expression, string written)
    {
        var quota = CpuLimit.Find(Root);
        var affinity = CpuAffinity.Count(Root);
        var (workers, source) = WorkersCount.Evaluate(expression, quota?.Cpus ?? 0, affinity);
        var cgroup = CgroupPlace.Find(Root, "cpu") is { } place ? $"cgroup v{place.Version}, {place.Path}" : "";
        return new CpuSight(
            quota?.Cpus ?? 0, quota is null ? "" : $"{quota.Text} in {quota.File}", cgroup, affinity, workers, source,
            written);
    }

    internal static MemorySight Memory()
    {
        var place = CgroupPlace.Find(Root, "memory");
        var limit = CgroupMemory.ReadLimit(Root);
        var nearest = CgroupMemory.Read(Root);
        return new MemorySight(
            nearest?.Limit ?? (limit > 0 ? limit : null), nearest?.Used,
            place is null ? "" : $"cgroup v{place.Version}, {place.Path}", Machine(),
            place is { Version: 2 } ? KernelText.FirstLine(Path.Combine(place.Path, "memory.pressure")) : "");
    }

    internal static LimitsSight Limits(int workers)
    {
        var files = DescriptorLimit.Current;
        var tasks = CgroupTasks.Read(Root);

        // Root is not bound by it.
        return new LimitsSight(
            workers, files?.Soft, files?.Hard, Self.Uid == 0 ? null : ProcessLimit.Current, tasks?.Limit, tasks?.Used);
    }

    internal static ClockSight Clock(IReadOnlyDictionary<string, string> environment)
    {
        var before = MonotonicClock.Now;
        var zone = environment.GetValueOrDefault("TZ");
        var name = zone?.TrimStart(':') ?? "";
        var isKnown = name.StartsWith("UTC", StringComparison.Ordinal)
            || File.Exists(Path.Combine(ZoneFolder, name)) || IsRule(name);
        return new ClockSight(
            MonotonicClock.Now >= before, DateTime.UtcNow, zone, isKnown,
            File.Exists("/etc/localtime") || Directory.Exists(ZoneFolder));
    }

    /// <summary>`CET-1CEST` needs no file: letters, then an offset.</summary>
    private static bool IsRule(string zone)
    {
        var letters = zone.TakeWhile(char.IsAsciiLetter).Count();
        return letters >= 3 && letters < zone.Length && (char.IsAsciiDigit(zone[letters]) || zone[letters] is '+' or '-');
    }

    /// <summary>As the kernel's builder named it; its numbers alone where /proc is not mounted.</summary>
    private static string Release() =>
        KernelText.FirstLine("/proc/sys/kernel/osrelease") is { Length: > 0 } release
            ? release : Environment.OSVersion.Version.ToString();

    private static long? Machine()
    {
        var text = KernelText.Fields("/proc/meminfo").GetValueOrDefault("MemTotal", "").Split(' ')[0];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes * 1024 : null;
    }
}
