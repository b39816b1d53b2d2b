using System.Numerics;

namespace Init.Core.Doctor;

/// <summary>Capabilities by name, as capabilities(7) numbers them, without CAP_.</summary>
public static class CapabilityNames
{
    /// <summary>More than this are not listed one by one.</summary>
    private const int ListedMax = 14;

    private static readonly string[] Names =
    [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP",
        "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER",
        "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE",
        "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP",
        "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF",
        "CHECKPOINT_RESTORE",
    ];

    /// <returns>`none`, the names, or how many of how many.</returns>
    public static string Of(ulong set)
    {
        var count = BitOperations.PopCount(set);
        return count == 0 ? "none"
            : count > ListedMax ? $"{count} of {Names.Length}"
            : string.Join(' ', Enumerable.Range(0, 64).Where(bit => (set >> bit & 1) != 0).Select(NameOf));
    }

    private static string NameOf(int bit) => bit < Names.Length ? Names[bit] : $"{bit}";
}
