using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

internal static unsafe partial class Libc
{
    [LibraryImport("libc", SetLastError = true)]
    internal static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int epoll_ctl(int epoll, int operation, int fd, epoll_event* entry);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int epoll_wait(int epoll, epoll_event* events, int count, int timeoutMilliseconds);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int poll(pollfd* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int clock_gettime(int clock, timespec* time);
}
