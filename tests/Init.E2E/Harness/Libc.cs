using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Init.E2E.Harness;

internal static partial class Libc
{
    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    public static partial uint geteuid();

    [LibraryImport("libc", SetLastError = true)]
    public static partial int setns(SafeFileHandle fd, int nstype);
}
