namespace Init.Linux.Tests.Interop;

/// <summary>What the C compiler must know: where names are declared, and which of ours are called otherwise
/// there.</summary>
internal static class CNames
{
    /// <summary>In this order; a header that this machine lacks is left out, and its names then fail.</summary>
    public static readonly string[] Headers =
    [
        "dirent.h", "elf.h", "errno.h", "fcntl.h", "poll.h", "sched.h", "signal.h", "spawn.h", "stddef.h", "stdio.h", "stdlib.h", "string.h",
        "termios.h", "time.h", "unistd.h",
        "sys/epoll.h", "sys/eventfd.h", "sys/inotify.h", "sys/ioctl.h", "sys/mman.h", "sys/mount.h", "sys/prctl.h", "sys/ptrace.h",
        "sys/reboot.h", "sys/resource.h", "sys/signalfd.h", "sys/socket.h", "sys/stat.h", "sys/syscall.h", "sys/timerfd.h",
        "sys/types.h", "sys/uio.h", "sys/un.h", "sys/wait.h",
        "netinet/in.h", "netinet/tcp.h",
        "linux/audit.h", "linux/capability.h", "linux/filter.h", "linux/inet_diag.h", "linux/netlink.h",
        "linux/sched.h", "linux/seccomp.h", "linux/sock_diag.h",
    ];

    /// <summary>Structs, by our name. A name that ends in _t is a typedef and any other a struct; null: C has no such
    /// type, with the reason.</summary>
    public static readonly Dictionary<string, string?> Structs = new()
    {
        // C# cannot have a type and a function of one name in one place.
        ["sigaction_t"] = "struct sigaction",
        ["stat_t"] = "struct stat",
        // In C named for its way through capset(2).
        ["cap_user_data"] = "struct __user_cap_data_struct",
        ["cap_user_header"] = "struct __user_cap_header_struct",
        // A typedef, though its name does not end like one.
        ["Elf64_Phdr"] = "Elf64_Phdr",
        // Known to the kernel and to C libraries only.
        ["kernel_sigaction"] = null,
    };

    /// <summary>Fields, by our STRUCT.FIELD; null: C has no such field, with the reason.</summary>
    public static readonly Dictionary<string, string?> Fields = new()
    {
        // Opaque in C; ours is there for the alignment.
        ["posix_spawnattr_t.align"] = null,
        ["posix_spawn_file_actions_t.align"] = null,
        // One of an array.
        ["ucontext_t.rip"] = "uc_mcontext.gregs[REG_RIP]",
        // An array in C, of which the first word is all that the kernel uses.
        ["sigset_t.first"] = null,
        // A struct in the struct.
        ["seccomp_notif.data_nr"] = "data.nr",
        ["seccomp_notif.data_arch"] = "data.arch",
        ["seccomp_notif.data_instruction_pointer"] = "data.instruction_pointer",
        ["seccomp_notif.data_arg0"] = "data.args[0]",
        ["seccomp_notif.data_arg1"] = "data.args[1]",
        ["seccomp_notif.data_arg2"] = "data.args[2]",
        ["seccomp_notif.data_arg3"] = "data.args[3]",
        ["seccomp_notif.data_arg4"] = "data.args[4]",
        ["seccomp_notif.data_arg5"] = "data.args[5]",
    };

    /// <summary>Constants, by our CLASS.NAME; null: C has no such constant, with the reason. A constant that is named
    /// as C# names things (no underscore, not all capitals) is ours and need not be listed.</summary>
    public static readonly Dictionary<string, string?> Constants = [];
}
