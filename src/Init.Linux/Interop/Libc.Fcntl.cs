using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

internal static unsafe partial class Libc
{
    [LibraryImport("libc", SetLastError = true)]
    internal static partial int open(byte* path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int pipe2(int* fds, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int stat(byte* path, stat_t* info);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int lstat(byte* path, stat_t* info);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int fstat(int fd, stat_t* info);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int chmod(byte* path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int mkdir(byte* path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int memfd_create(byte* name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint pread(int fd, void* buffer, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint getxattr(byte* path, byte* name, void* value, nuint size);
}
