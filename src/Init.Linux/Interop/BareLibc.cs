using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>C for code that runs before the runtime does: plain calls, without the runtime's transition, its retry or
/// its copy of errno. Pointers and numbers only.</summary>
internal static unsafe partial class BareLibc
{
    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int* __errno_location();

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial byte* strerror(int errno);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial nuint strlen(byte* text);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int strcmp(byte* a, byte* b);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial byte* strchr(byte* text, int character);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial byte* getenv(byte* name);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial ulong getauxval(ulong type);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial void* malloc(nuint size);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial void _exit(int status);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int getpid();

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int getppid();

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int sigtimedwait(sigset_t* set, siginfo_t* info, timespec* time);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int sigaction(int signal, sigaction_t* action, sigaction_t* previous);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial nint readlink(byte* path, byte* buffer, nuint size);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int chdir(byte* path);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int access(byte* path, int mode);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int clock_gettime(int clock, timespec* time);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int waitid(int type, uint id, siginfo_t* info, int options);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int poll(pollfd* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial nint writev(int fd, iovec* parts, int count);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int close(int fd);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int close_range(uint first, uint last, int flags);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int open(byte* path, int flags, int mode);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial void* opendir(byte* path);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial dirent* readdir(void* folder);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int dirfd(void* folder);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int closedir(void* folder);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int atoi(byte* text);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int tcgetpgrp(int fd);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int madvise(void* address, nuint length, int advice);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int posix_spawn(
        int* pid, byte* path, posix_spawn_file_actions_t* actions, posix_spawnattr_t* attributes, byte** argv,
        byte** envp);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int posix_spawnattr_init(posix_spawnattr_t* attributes);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int posix_spawnattr_setflags(posix_spawnattr_t* attributes, short flags);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int posix_spawnattr_setpgroup(posix_spawnattr_t* attributes, int group);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int posix_spawnattr_setsigmask(posix_spawnattr_t* attributes, sigset_t* mask);

    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int posix_spawnattr_setsigdefault(posix_spawnattr_t* attributes, sigset_t* set);

    /// <summary>main() of the runtime's own bootstrapper, which the linker renames (`--wrap=main`).</summary>
    [LibraryImport("libc"), SuppressGCTransition]
    internal static partial int __real_main(int argc, byte** argv, byte** envp);
}
