using System.Globalization;
using Init.Core.Doctor;
using Init.Linux.Accounts;
using Init.Linux.Proc;
using Init.Linux.Processes;

namespace Init.Runtime.Doctor;

/// <summary>This process's user and privileges.</summary>
internal static class WhoSight
{
    private const int SysPtrace = 19;

    internal static IdentitySight Of(IReadOnlyDictionary<string, string> environment)
    {
        var status = Status();
        var home = environment.GetValueOrDefault("HOME");
        return new IdentitySight(
            Self.Uid,
            Effective(status.GetValueOrDefault("Gid", "")),
            new AccountFiles("/").NameOf(Self.Uid),
            status.GetValueOrDefault("Groups", ""),
            home,
            Directory.Exists(home),
            Set(status, "CapEff"),
            Set(status, "CapPrm"),
            Set(status, "CapBnd"),
            status.GetValueOrDefault("NoNewPrivs", ""),
            status.GetValueOrDefault("Seccomp", ""),
            status.GetValueOrDefault("Seccomp_filters", ""));
    }

    /// <summary>Whether no process's memory is hidden from this one.</summary>
    internal static bool MayTrace => (Set(Status(), "CapEff") >> SysPtrace & 1) != 0;

    private static IReadOnlyDictionary<string, string> Status() => KernelText.Fields("/proc/self/status");

    /// <summary>Real, effective, saved, file system.</summary>
    private static uint Effective(string ids) =>
        ids.Split('\t') is [_, var text, ..]
        && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static ulong Set(IReadOnlyDictionary<string, string> status, string name) => ulong.TryParse(
        status.GetValueOrDefault(name, ""), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var set)
        ? set : 0;
}
