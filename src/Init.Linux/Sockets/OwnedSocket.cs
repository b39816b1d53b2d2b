using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>A socket that pm1 holds for as long as its port is meant to be served: what is queued on it survives every
/// worker.</summary>
public sealed unsafe class OwnedSocket : IDisposable
{
    // struct tcp_info: eight bytes, then u32s; of a listener, unacked is the queue and sacked its limit.
    private const int TcpInfoUnacked = 24;
    private const int TcpInfoSacked = 28;
    private const int MeminfoDrops = 8;

    private OwnedSocket(OwnedFd fd, SocketKind kind)
    {
        Fd = fd;
        Kind = kind;
    }

    public OwnedFd Fd { get; }

    public SocketKind Kind { get; }

    /// <returns>errno, or 0.</returns>
    public static int Create(SocketKind kind, int family, out OwnedSocket socket)
    {
        var fd = new OwnedFd();
        socket = new OwnedSocket(fd, kind);
        var type = (kind == SocketKind.Udp ? C.SOCK_DGRAM : C.SOCK_STREAM) | C.SOCK_CLOEXEC;
        var number = Libc.socket(family, type, kind == SocketKind.Mptcp ? C.IPPROTO_MPTCP : 0);
        if (number < 0)
        {
            return LastError.Value;
        }

        fd.Fill(number);
        return 0;
    }

    /// <summary>A socket that this process was born with.</summary>
    public static OwnedSocket Inherited(int number) => new(OwnedFd.Inherited(number), KindOf(number));

    public int SetOption(int level, int name, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
        {
            return Libc.setsockopt(Fd.Number, level, name, start, (uint)value.Length) == 0 ? 0 : LastError.Value;
        }
    }

    public int SetOption(int level, int name, int value) =>
        SetOption(level, name, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(ref value)));

    /// <summary>An address in TIME_WAIT does not stand in the way.</summary>
    public int ReuseAddress() => SetOption(C.SOL_SOCKET, C.SO_REUSEADDR, 1);

    /// <summary>Whether an IPv6 socket leaves IPv4 alone.</summary>
    public int SetIpv6Only(bool only) => SetOption(C.IPPROTO_IPV6, C.IPV6_V6ONLY, only ? 1 : 0);

    public bool IsIpv6Only => TryGetInt(C.IPPROTO_IPV6, C.IPV6_V6ONLY) is > 0;

    public int Bind(SocketAddress address)
    {
        var buffer = stackalloc byte[SocketAddress.BytesMax];
        var length = address.Write(new Span<byte>(buffer, SocketAddress.BytesMax));
        return Libc.bind(Fd.Number, buffer, (uint)length) == 0 ? 0 : LastError.Value;
    }

    public int Connect(SocketAddress address)
    {
        var buffer = stackalloc byte[SocketAddress.BytesMax];
        var length = address.Write(new Span<byte>(buffer, SocketAddress.BytesMax));
        return Libc.connect(Fd.Number, buffer, (uint)length) == 0 ? 0 : LastError.Value;
    }

    /// <summary>Again on a socket that listens already: only changes the queue's length.</summary>
    public int Listen(int backlog) => Libc.listen(Fd.Number, backlog) == 0 ? 0 : LastError.Value;

    /// <summary>The next connection of the queue, without waiting; it does not block either, because whoever is handed it
    /// shares that with us.</summary>
    /// <returns>errno, or 0 and the connection. EAGAIN: nobody waits.</returns>
    public int Accept(out OwnedFd connection)
    {
        connection = new OwnedFd();
        int number;
        do
        {
            number = Libc.accept4(Fd.Number, null, null, C.SOCK_CLOEXEC | C.SOCK_NONBLOCK);
        }
        while (LastError.IsInterrupted(number));
        if (number < 0)
        {
            var error = LastError.Value;

            // Every burst of connections ends with one: the finalizer's thread need not wake for it.
            connection.Dispose();
            return error;
        }

        connection.Fill(number);
        return 0;
    }

    public bool IsListening => TryGetInt(C.SOL_SOCKET, C.SO_ACCEPTCONN) is > 0;

    /// <summary>null where it cannot be read (Unix sockets).</summary>
    public QueueDepth? Queue
    {
        get
        {
            Span<byte> info = stackalloc byte[TcpInfoSacked + sizeof(uint)];
            return Kind is SocketKind.Tcp or SocketKind.Mptcp && IsListening && Get(C.IPPROTO_TCP, C.TCP_INFO, info)
                ? new QueueDepth(
                    BinaryPrimitives.ReadUInt32LittleEndian(info[TcpInfoUnacked..]),
                    BinaryPrimitives.ReadUInt32LittleEndian(info[TcpInfoSacked..]))
                : null;
        }
    }

    /// <summary>Packets (connections) dropped for want of room since the socket was bound; 0 where it cannot be read.
    /// </summary>
    public long Drops
    {
        get
        {
            Span<byte> info = stackalloc byte[(MeminfoDrops + 1) * sizeof(uint)];
            return Get(C.SOL_SOCKET, C.SO_MEMINFO, info)
                ? BinaryPrimitives.ReadUInt32LittleEndian(info[(MeminfoDrops * sizeof(uint))..])
                : 0;
        }
    }

    /// <summary>What getsockname(2) says, for IP; null for others.</summary>
    public SocketAddress? LocalAddress
    {
        get
        {
            var buffer = stackalloc byte[SocketAddress.BytesMax];
            uint length = SocketAddress.BytesMax;
            return Libc.getsockname(Fd.Number, buffer, &length) == 0
                ? SocketAddress.Read(new ReadOnlySpan<byte>(buffer, (int)Math.Min(length, SocketAddress.BytesMax)))
                : null;
        }
    }

    /// <summary>The number in `socket:[N]`, by which a descriptor of another process is known to be this socket.
    /// </summary>
    public string Inode => SocketLink.Read($"/proc/self/fd/{Fd.Number}") ?? "";

    public void SetNonBlocking(bool nonBlocking)
    {
        var flags = Libc.fcntl(Fd.Number, C.F_GETFL, 0);
        var wanted = nonBlocking ? flags | C.O_NONBLOCK : flags & ~C.O_NONBLOCK;
        if (flags >= 0 && wanted != flags)
        {
            _ = Libc.fcntl(Fd.Number, C.F_SETFL, wanted);
        }
    }

    /// <summary>Drops the first packet of every new connection (SYN without ACK) by a classic BPF filter, so that the
    /// client tries again and is then refused or finds another server, while handshakes under way complete and what is
    /// queued stays. Closing the socket would reset those.</summary>
    public int HoldNewConnections()
    {
        const int TcpFlagsOffset = 13;
        const uint SynAck = 0x12;
        const uint Syn = 0x02;
        var program = stackalloc sock_filter[]
        {
            new sock_filter { code = C.BPF_LD | C.BPF_B | C.BPF_ABS, k = TcpFlagsOffset },
            new sock_filter { code = C.BPF_ALU | C.BPF_AND | C.BPF_K, k = SynAck },
            new sock_filter { code = C.BPF_JMP | C.BPF_JEQ | C.BPF_K, jt = 0, jf = 1, k = Syn },
            new sock_filter { code = C.BPF_RET | C.BPF_K, k = 0 },
            new sock_filter { code = C.BPF_RET | C.BPF_K, k = uint.MaxValue },
        };
        var filter = new sock_fprog { len = 5, filter = program };
        if (Kind is not (SocketKind.Tcp or SocketKind.Mptcp))
        {
            return 0;
        }

        return Libc.setsockopt(Fd.Number, C.SOL_SOCKET, C.SO_ATTACH_FILTER, &filter, (uint)sizeof(sock_fprog)) == 0
            ? 0 : LastError.Value;
    }

    /// <summary>The opposite of <see cref="HoldNewConnections"/>.</summary>
    public int TakeNewConnections()
    {
        int none = 0;
        return Libc.setsockopt(Fd.Number, C.SOL_SOCKET, C.SO_DETACH_FILTER, &none, sizeof(int)) == 0
            ? 0 : LastError.Value;
    }

    /// <summary>Allows a second socket of the same user at the same address. The kernel asks for it on both.</summary>
    public int ReusePort() => SetOption(C.SOL_SOCKET, C.SO_REUSEPORT, 1);

    /// <summary>
    /// Decides, for all sockets that listen at this one's address, which of two gets a new connection: a classic BPF
    /// program that compares a random number (socket(7), SO_ATTACH_REUSEPORT_CBPF). The sockets of an address are
    /// numbered in the order in which they began to listen; when one ends, the last one gets its number.
    /// </summary>
    /// <param name="share">Of the socket with number 1; the rest is number 0's. 0 to 1.</param>
    /// <returns>errno, or 0. EINVAL: it does not share its address.</returns>
    public int Steer(double share)
    {
        var limit = (uint)Math.Clamp(share * uint.MaxValue, 0, uint.MaxValue);
        var program = stackalloc sock_filter[]
        {
            new sock_filter { code = C.BPF_LD | C.BPF_W | C.BPF_ABS, k = unchecked((uint)(C.SKF_AD_OFF + C.SKF_AD_RANDOM)) },
            new sock_filter { code = C.BPF_JMP | C.BPF_JGE | C.BPF_K, jt = 0, jf = 1, k = limit },
            new sock_filter { code = C.BPF_RET | C.BPF_K, k = 0 },
            new sock_filter { code = C.BPF_RET | C.BPF_K, k = 1 },
        };
        if (share is <= 0 or >= 1)
        {
            program[0] = new sock_filter { code = C.BPF_RET | C.BPF_K, k = share <= 0 ? 0u : 1u };
        }

        var steering = new sock_fprog { len = (ushort)(share is <= 0 or >= 1 ? 1 : 4), filter = program };
        var error = Libc.setsockopt(
            Fd.Number, C.SOL_SOCKET, C.SO_ATTACH_REUSEPORT_CBPF, &steering, (uint)sizeof(sock_fprog));
        return error == 0 ? 0 : LastError.Value;
    }

    public void Dispose() => Fd.Dispose();

    private int? TryGetInt(int level, int name)
    {
        int value = 0;
        return Get(level, name, MemoryMarshal.AsBytes(new Span<int>(ref value))) ? value : null;
    }

    private bool Get(int level, int name, Span<byte> value)
    {
        var length = (uint)value.Length;
        fixed (byte* start = value)
        {
            return Libc.getsockopt(Fd.Number, level, name, start, &length) == 0 && length == value.Length;
        }
    }

    private static SocketKind KindOf(int number) => SocketLink.Kind($"/proc/self/fd/{number}") ?? SocketKind.UnixStream;
}
