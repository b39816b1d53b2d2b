namespace Init.Linux.Interop;

/// <summary>Constants by their C names, for x86-64. A test holds each against the C headers.</summary>
internal static class C
{
    internal const int O_RDONLY = 0;
    internal const int O_RDWR = 2;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_CLOEXEC = 0x80000;
    internal const int O_NOFOLLOW = 0x20000;
    internal const int O_PATH = 0x200000;
    internal const int F_SETPIPE_SZ = 1031;
    internal const int F_OK = 0;
    internal const int X_OK = 1;
    internal const int W_OK = 2;
    internal const int R_OK = 4;
    internal const int F_GETFD = 1;
    internal const int F_SETFD = 2;
    internal const int F_GETFL = 3;
    internal const int F_SETFL = 4;
    internal const int F_DUPFD_CLOEXEC = 1030;
    internal const int FD_CLOEXEC = 1;
    internal const uint S_IFMT = 0xF000;
    internal const uint S_IFREG = 0x8000;
    internal const uint S_IFSOCK = 0xC000;
    internal const uint MFD_CLOEXEC = 1;
    internal const int EFD_CLOEXEC = 0x80000;
    internal const int EFD_NONBLOCK = 0x800;

    internal const int SIG_UNBLOCK = 1;
    internal const int SIG_SETMASK = 2;
    internal const int SA_SIGINFO = 4;
    internal const int SA_ONSTACK = 0x08000000;
    internal const int SA_RESTART = 0x10000000;
    internal const int SI_KERNEL = 0x80;
    internal const int SI_QUEUE = -1;
    internal const int SI_TKILL = -6;
    internal const int SFD_CLOEXEC = 0x80000;
    internal const int SFD_NONBLOCK = 0x800;

    internal const int P_ALL = 0;
    internal const int P_PID = 1;
    internal const int WNOHANG = 1;
    internal const int WSTOPPED = 2;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x1000000;
    internal const int CLD_EXITED = 1;
    internal const int CLD_KILLED = 2;
    internal const int CLD_DUMPED = 3;
    internal const int CLD_TRAPPED = 4;
    internal const int PTRACE_DETACH = 17;

    internal const int POSIX_SPAWN_SETPGROUP = 0x02;
    internal const int POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const int POSIX_SPAWN_SETSIGMASK = 0x08;
    internal const int POSIX_SPAWN_SETSID = 0x80;

    internal const uint TIOCSCTTY = 0x540E;
    internal const uint TIOCNOTTY = 0x5422;
    internal const uint TIOCGWINSZ = 0x5413;
    internal const int TCSANOW = 0;
    internal const uint ISIG = 1;
    internal const uint ICANON = 2;
    internal const uint ECHO = 8;

    internal const ulong AT_PHDR = 3;
    internal const ulong AT_PHNUM = 5;
    internal const uint PT_LOAD = 1;
    internal const uint PF_W = 2;

    internal const int PR_SET_PDEATHSIG = 1;
    internal const int PR_SET_NAME = 15;
    internal const int PR_CAPBSET_DROP = 24;
    internal const int PR_SET_CHILD_SUBREAPER = 36;
    internal const int PR_GET_CHILD_SUBREAPER = 37;
    internal const int PR_SET_NO_NEW_PRIVS = 38;
    internal const int PR_CAP_AMBIENT = 47;
    internal const int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    internal const uint _LINUX_CAPABILITY_VERSION_3 = 0x20080522;

    internal const int RB_DISABLE_CAD = 0;
    internal const int RB_POWER_OFF = 0x4321fedc;

    internal const int MADV_DONTNEED = 4;

    internal const int RLIMIT_NPROC = 6;
    internal const int RLIMIT_NOFILE = 7;

    internal const int EPOLL_CLOEXEC = 0x80000;
    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const int EPOLL_CTL_MOD = 3;
    internal const uint EPOLLIN = 1;
    internal const uint EPOLLOUT = 4;
    internal const uint EPOLLERR = 8;
    internal const uint EPOLLHUP = 16;
    internal const uint EPOLLET = 0x80000000;

    internal const int IN_CLOEXEC = 0x80000;
    internal const int IN_NONBLOCK = 0x800;
    internal const uint IN_CLOSE_WRITE = 8;
    internal const uint IN_MOVED_FROM = 0x40;
    internal const uint IN_MOVED_TO = 0x80;
    internal const uint IN_CREATE = 0x100;
    internal const uint IN_DELETE = 0x200;
    internal const uint IN_DELETE_SELF = 0x400;
    internal const uint IN_MOVE_SELF = 0x800;
    internal const uint IN_Q_OVERFLOW = 0x4000;
    internal const uint IN_IGNORED = 0x8000;
    internal const uint IN_EXCL_UNLINK = 0x04000000;

    internal const short POLLIN = 1;
    internal const short POLLOUT = 4;

    internal const int CLOCK_MONOTONIC = 1;

    internal const int AF_UNIX = 1;
    internal const int AF_INET = 2;
    internal const int AF_INET6 = 10;
    internal const int SOCK_STREAM = 1;
    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_CLOEXEC = 0x80000;
    internal const int SOCK_NONBLOCK = 0x800;
    internal const int IPPROTO_TCP = 6;
    internal const int IPPROTO_IPV6 = 41;
    internal const int IPPROTO_MPTCP = 262;
    internal const int SOL_SOCKET = 1;
    internal const int SO_REUSEADDR = 2;
    internal const int SO_SNDBUF = 7;
    internal const int SO_RCVBUF = 8;
    internal const int SO_REUSEPORT = 15;
    internal const int SO_PASSCRED = 16;
    internal const int SO_PEERCRED = 17;
    internal const int SO_ATTACH_FILTER = 26;
    internal const int SO_DETACH_FILTER = 27;
    internal const int SO_ACCEPTCONN = 30;
    internal const int SO_ATTACH_REUSEPORT_CBPF = 51;
    internal const int SO_MEMINFO = 55;
    internal const int SCM_RIGHTS = 1;
    internal const int SCM_CREDENTIALS = 2;
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_NOSIGNAL = 0x4000;
    internal const int MSG_CMSG_CLOEXEC = 0x40000000;
    internal const int IPV6_V6ONLY = 26;
    internal const int TCP_DEFER_ACCEPT = 9;
    internal const int TCP_INFO = 11;
    internal const int TCP_FASTOPEN = 23;

    internal const int AF_NETLINK = 16;
    internal const int SOCK_RAW = 3;
    internal const int NETLINK_SOCK_DIAG = 4;
    internal const int SOCK_DIAG_BY_FAMILY = 20;
    internal const uint INET_DIAG_NOCOOKIE = 0xffffffff;
    internal const int NLM_F_REQUEST = 1;
    internal const int NLM_F_DUMP = 0x300;
    internal const int NLMSG_ERROR = 2;
    internal const int NLMSG_DONE = 3;
    internal const int INET_DIAG_INFO = 2;
    internal const int TCP_ESTABLISHED = 1;
    internal const int TCP_CLOSE_WAIT = 8;

    internal const int SYS_write = 1;
    internal const int SYS_rt_sigaction = 13;
    internal const int SYS_rt_sigprocmask = 14;
    internal const int SYS_bind = 49;
    internal const int SYS_listen = 50;
    internal const int SYS_setsockopt = 54;
    internal const int SYS_ptrace = 101;
    internal const int SYS_setresuid = 117;
    internal const int SYS_setresgid = 119;
    internal const int SYS_setgroups = 116;
    internal const int SYS_capset = 126;
    internal const int SYS_rt_sigqueueinfo = 129;
    internal const int SYS_exit_group = 231;
    internal const int SYS_seccomp = 317;
    internal const int SYS_tgkill = 234;
    internal const int SYS_pidfd_open = 434;

    internal const int SECCOMP_SET_MODE_FILTER = 1;
    internal const int SECCOMP_FILTER_FLAG_NEW_LISTENER = 8;
    internal const int SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV = 32;
    internal const uint SECCOMP_RET_ALLOW = 0x7fff0000;
    internal const uint SECCOMP_RET_USER_NOTIF = 0x7fc00000;
    internal const uint SECCOMP_RET_ERRNO = 0x00050000;
    internal const uint SECCOMP_USER_NOTIF_FLAG_CONTINUE = 1;
    internal const uint SECCOMP_ADDFD_FLAG_SETFD = 1;
    internal const uint SECCOMP_IOCTL_NOTIF_RECV = 0xc0502100;
    internal const uint SECCOMP_IOCTL_NOTIF_SEND = 0xc0182101;
    internal const uint SECCOMP_IOCTL_NOTIF_ID_VALID = 0x40082102;
    internal const uint SECCOMP_IOCTL_NOTIF_ADDFD = 0x40182103;
    internal const uint AUDIT_ARCH_X86_64 = 0xc000003e;

    internal const int BPF_LD = 0x00;
    internal const int BPF_JMP = 0x05;
    internal const int BPF_RET = 0x06;
    internal const int BPF_W = 0x00;
    internal const int BPF_B = 0x10;
    internal const int BPF_ABS = 0x20;
    internal const int BPF_JEQ = 0x10;
    internal const int BPF_JGE = 0x30;
    internal const int BPF_K = 0x00;
    internal const int BPF_ALU = 0x04;
    internal const int BPF_AND = 0x50;
    internal const int SKF_AD_OFF = -0x1000;
    internal const int SKF_AD_RANDOM = 56;
}
