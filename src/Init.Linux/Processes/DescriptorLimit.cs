using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>How many descriptors a process may have open: RLIMIT_NOFILE of getrlimit(2).</summary>
/// <param name="Soft">What counts.</param>
/// <param name="Hard">How far the process may raise it by itself.</param>
public readonly unsafe record struct DescriptorLimit(ulong Soft, ulong Hard)
{
    private const int ThisProcess = 0;

    /// <returns>null where it cannot be read.</returns>
    public static DescriptorLimit? Current
    {
        get
        {
            rlimit now;
            return Libc.prlimit(ThisProcess, C.RLIMIT_NOFILE, null, &now) == 0 ? new(now.rlim_cur, now.rlim_max) : null;
        }
    }

    /// <summary>Raises the calling process's own as far as it may go.</summary>
    /// <returns>What it was before; null where it cannot be read.</returns>
    public static DescriptorLimit? Raise()
    {
        var before = Current;
        _ = before is { } limit ? (limit with { Soft = limit.Hard }).Take() : 0;
        return before;
    }

    /// <summary>Makes this the limit of the calling process.</summary>
    /// <returns>errno, or 0.</returns>
    public int Take() => Give(ThisProcess);

    /// <summary>Makes this the limit of a child. The hard limit cannot be raised without CAP_SYS_RESOURCE.</summary>
    /// <returns>errno, or 0.</returns>
    public int Give(int pid)
    {
        var limit = new rlimit { rlim_cur = Soft, rlim_max = Hard };
        return Libc.prlimit(pid, C.RLIMIT_NOFILE, &limit, null) == 0 ? 0 : LastError.Value;
    }
}
