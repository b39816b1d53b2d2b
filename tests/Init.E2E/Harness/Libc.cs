using System.Runtime.InteropServices;

namespace Init.E2E.Harness;

internal static partial class Libc
{
    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    public static partial uint geteuid();
}
