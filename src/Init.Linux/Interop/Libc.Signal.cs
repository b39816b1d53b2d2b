using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

internal static unsafe partial class Libc
{
    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc")]
    internal static partial int pthread_sigmask(int how, sigset_t* set, sigset_t* previous);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int signalfd(int fd, sigset_t* mask, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int sigaction(int signal, sigaction_t* action, sigaction_t* previous);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int sigpending(sigset_t* set);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int sigtimedwait(sigset_t* set, siginfo_t* info, timespec* timeout);
}
