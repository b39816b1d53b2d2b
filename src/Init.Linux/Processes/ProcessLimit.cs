using Init.Linux.Interop;

namespace Init.Linux.Processes;

/// <summary>How many processes and threads a user may have: RLIMIT_NPROC of getrlimit(2), which binds all but root.
/// </summary>
public static unsafe class ProcessLimit
{
    /// <returns>The soft limit; null when there is none.</returns>
    public static ulong? Current
    {
        get
        {
            rlimit now;
            return Libc.prlimit(0, C.RLIMIT_NPROC, null, &now) == 0 && now.rlim_cur != ulong.MaxValue
                ? now.rlim_cur : null;
        }
    }
}
