using System.Runtime.InteropServices;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Seccomp;

/// <summary>
/// The filter that stops a program at bind(2), listen(2) and the few setsockopt(2) calls whose effect must be repeated
/// on the socket that takes the place of its own. Every other call is allowed by comparing the number alone, which the
/// kernel caches as a bitmap: accept, read and write cost nothing more. 32-bit programs are left alone; x32 numbers,
/// which would slip through, are refused.</summary>
public static unsafe class BindFilter
{
    private const int OffsetNumber = 0;
    private const int OffsetArchitecture = 4;
    private const int OffsetLevel = 24;
    private const int OffsetOption = 32;
    private const uint X32Bit = 0x40000000;

    private enum Go
    {
        On,
        Allow,
        Notify,
        Refuse,
        Setsockopt,
        SocketLevel,
        TcpLevel,
        Ipv6Level,
    }

    /// <summary>Options that are recorded, per level.</summary>
    public static bool IsRecorded(int level, int name) => (level, name) switch
    {
        (C.SOL_SOCKET, C.SO_RCVBUF or C.SO_SNDBUF or C.SO_REUSEPORT) => true,
        (C.IPPROTO_TCP, C.TCP_DEFER_ACCEPT or C.TCP_FASTOPEN) => true,
        (C.IPPROTO_IPV6, C.IPV6_V6ONLY) => true,
        _ => false,
    };

    /// <summary>Installs it in the calling thread, for good. Needs no_new_privs or CAP_SYS_ADMIN.</summary>
    /// <returns>errno, or 0. EBUSY: there is a listener already; EINVAL or ENOSYS: the kernel has no notifications;
    /// EPERM or EACCES: refused.</returns>
    public static int Install(out OwnedFd listener)
    {
        listener = new OwnedFd();
        var program = Program();
        fixed (sock_filter* first = program)
        {
            var code = new sock_fprog { len = (ushort)program.Length, filter = first };

            // With WAIT_KILLABLE_RECV (Linux 5.19) a signal does not interrupt a call that we have taken; without it
            // the call is restarted and comes again, and the answer is the same.
            var number = Seccomp(C.SECCOMP_FILTER_FLAG_NEW_LISTENER | C.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &code);
            if (number < 0 && LastError.Value == Errno.EINVAL)
            {
                number = Seccomp(C.SECCOMP_FILTER_FLAG_NEW_LISTENER, &code);
            }

            if (number < 0)
            {
                return LastError.Value;
            }

            listener.Fill((int)number);
            return 0;
        }
    }

    private static nint Seccomp(int flags, sock_fprog* code) =>
        Libc.syscall(C.SYS_seccomp, C.SECCOMP_SET_MODE_FILTER, flags, (nint)code, 0, 0, 0);

    /// <summary>Blocks in the order of <see cref="Go"/>; jumps are resolved to distances at the end.</summary>
    private static sock_filter[] Program()
    {
        var lines = new List<(sock_filter Code, Go Yes, Go No, Go? Label)>();
        void Load(int offset, Go? label = null) =>
            lines.Add(
                (new sock_filter { code = C.BPF_LD | C.BPF_W | C.BPF_ABS, k = (uint)offset }, Go.On, Go.On, label));
        void Test(int operation, uint value, Go yes, Go no = Go.On) =>
            lines.Add((new sock_filter { code = (ushort)(C.BPF_JMP | operation | C.BPF_K), k = value }, yes, no, null));
        void Return(uint value, Go label) =>
            lines.Add((new sock_filter { code = C.BPF_RET | C.BPF_K, k = value }, Go.On, Go.On, label));

        Load(OffsetArchitecture);
        Test(C.BPF_JEQ, C.AUDIT_ARCH_X86_64, Go.On, Go.Allow);
        Load(OffsetNumber);
        Test(C.BPF_JGE, X32Bit, Go.Refuse);
        Test(C.BPF_JEQ, C.SYS_bind, Go.Notify);
        Test(C.BPF_JEQ, C.SYS_listen, Go.Notify);
        Test(C.BPF_JEQ, C.SYS_setsockopt, Go.Setsockopt, Go.Allow);
        Load(OffsetLevel, Go.Setsockopt);
        Test(C.BPF_JEQ, C.SOL_SOCKET, Go.SocketLevel);
        Test(C.BPF_JEQ, C.IPPROTO_TCP, Go.TcpLevel);
        Test(C.BPF_JEQ, C.IPPROTO_IPV6, Go.Ipv6Level, Go.Allow);
        Load(OffsetOption, Go.SocketLevel);
        Test(C.BPF_JEQ, C.SO_RCVBUF, Go.Notify);
        Test(C.BPF_JEQ, C.SO_SNDBUF, Go.Notify);
        Test(C.BPF_JEQ, C.SO_REUSEPORT, Go.Notify, Go.Allow);
        Load(OffsetOption, Go.TcpLevel);
        Test(C.BPF_JEQ, C.TCP_DEFER_ACCEPT, Go.Notify);
        Test(C.BPF_JEQ, C.TCP_FASTOPEN, Go.Notify, Go.Allow);
        Load(OffsetOption, Go.Ipv6Level);
        Test(C.BPF_JEQ, C.IPV6_V6ONLY, Go.Notify, Go.Allow);
        Return(C.SECCOMP_RET_ALLOW, Go.Allow);
        Return(C.SECCOMP_RET_USER_NOTIF, Go.Notify);
        Return(C.SECCOMP_RET_ERRNO | Errno.ENOSYS, Go.Refuse);
        return Resolve(lines);
    }

    private static sock_filter[] Resolve(List<(sock_filter Code, Go Yes, Go No, Go? Label)> lines)
    {
        byte Distance(int from, Go to) =>
            (byte)(to == Go.On ? 0 : lines.FindIndex(line => line.Label == to) - from - 1);
        var program = new sock_filter[lines.Count];
        for (var i = 0; i < program.Length; i++)
        {
            var (code, yes, no, _) = lines[i];
            code.jt = Distance(i, yes);
            code.jf = Distance(i, no);
            program[i] = code;
        }

        return program;
    }
}
