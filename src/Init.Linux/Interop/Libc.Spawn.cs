using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>spawn.h: every function returns the error number itself.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport("libc")]
    internal static partial int posix_spawn(
        int* pid, byte* path, posix_spawn_file_actions_t* actions, posix_spawnattr_t* attributes, byte** argv,
        byte** envp);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_init(posix_spawn_file_actions_t* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t* actions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_adddup2(
        posix_spawn_file_actions_t* actions, int fd, int target);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_addtcsetpgrp_np(posix_spawn_file_actions_t* actions, int fd);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_init(posix_spawnattr_t* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_destroy(posix_spawnattr_t* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setflags(posix_spawnattr_t* attributes, short flags);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setpgroup(posix_spawnattr_t* attributes, int group);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigmask(posix_spawnattr_t* attributes, sigset_t* mask);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigdefault(posix_spawnattr_t* attributes, sigset_t* set);
}
