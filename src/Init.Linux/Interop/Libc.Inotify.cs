using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

internal static partial class Libc
{
    [LibraryImport("libc", SetLastError = true)]
    internal static partial int inotify_init1(int flags);
}
