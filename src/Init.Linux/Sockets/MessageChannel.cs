using System.Text;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Sockets;

/// <summary>Unix sockets between processes of ours: pairs, descriptors in messages, and datagrams with credentials.
/// </summary>
public static unsafe class MessageChannel
{
    private const int ControlBytes = 64;
    private const int ControlHeaderBytes = 16;

    /// <returns>errno, or 0. The first end does not block.</returns>
    public static int CreatePair(out OwnedFd ours, out OwnedFd theirs)
    {
        ours = new OwnedFd();
        theirs = new OwnedFd();
        var ends = stackalloc int[2];
        if (Libc.socketpair(C.AF_UNIX, C.SOCK_STREAM | C.SOCK_CLOEXEC, 0, ends) != 0)
        {
            return LastError.Value;
        }

        ours.Fill(ends[0]);
        theirs.Fill(ends[1]);
        _ = Libc.fcntl(ends[0], C.F_SETFL, Libc.fcntl(ends[0], C.F_GETFL, 0) | C.O_NONBLOCK);
        return 0;
    }

    /// <summary>A datagram socket with a name of the kernel's choice in the abstract namespace, which needs no writable
    /// folder; senders are known by their credentials.</summary>
    /// <param name="name">`@HEX`, as NOTIFY_SOCKET wants it.</param>
    public static int CreateNotifySocket(out OwnedFd fd, out string name)
    {
        fd = new OwnedFd();
        name = "";
        var number = Libc.socket(C.AF_UNIX, C.SOCK_DGRAM | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK, 0);
        if (number < 0)
        {
            return LastError.Value;
        }

        fd.Fill(number);
        var on = 1;
        var address = stackalloc byte[SocketAddress.BytesMax];
        *(ushort*)address = C.AF_UNIX;
        uint length = SocketAddress.BytesMax;
        if (Libc.setsockopt(number, C.SOL_SOCKET, C.SO_PASSCRED, &on, sizeof(int)) != 0
            || Libc.bind(number, address, sizeof(ushort)) != 0
            || Libc.getsockname(number, address, &length) != 0)
        {
            return LastError.Value;
        }

        name = "@" + Encoding.ASCII.GetString(address + sizeof(ushort) + 1, (int)length - sizeof(ushort) - 1);
        return 0;
    }

    /// <summary>Sends bytes and, with them, a descriptor; blocks until there is room.</summary>
    /// <returns>errno, or 0.</returns>
    public static int Send(OwnedFd socket, ReadOnlySpan<byte> bytes, OwnedFd passed) =>
        Send(socket, bytes, passed, C.MSG_NOSIGNAL) is var sent and < 0 ? (int)-sent : 0;

    /// <summary>Sends as many bytes as there is room for, and with the first of them a descriptor.</summary>
    /// <param name="passed">null: none.</param>
    /// <returns>Bytes (then the descriptor is on its way), or −errno. EAGAIN: nothing was sent.</returns>
    public static int TrySend(OwnedFd socket, ReadOnlySpan<byte> bytes, OwnedFd? passed) =>
        (int)Send(socket, bytes, passed, C.MSG_NOSIGNAL | C.MSG_DONTWAIT);

    private static nint Send(OwnedFd socket, ReadOnlySpan<byte> bytes, OwnedFd? passed, int flags)
    {
        var control = stackalloc byte[ControlBytes];
        fixed (byte* start = bytes)
        {
            var part = new iovec { iov_base = start, iov_len = (nuint)bytes.Length };
            var message = new msghdr { msg_iov = &part, msg_iovlen = 1 };
            if (passed is not null)
            {
                var header = (cmsghdr*)control;
                header->cmsg_len = ControlHeaderBytes + sizeof(int);
                header->cmsg_level = C.SOL_SOCKET;
                header->cmsg_type = C.SCM_RIGHTS;
                *(int*)(control + ControlHeaderBytes) = passed.Number;
                message.msg_control = control;
                message.msg_controllen = ControlHeaderBytes + sizeof(long);
            }

            nint sent;
            do
            {
                sent = Libc.sendmsg(socket.Number, &message, flags);
            }
            while (LastError.IsInterrupted(sent));
            return sent < 0 ? -LastError.Value : sent;
        }
    }

    /// <summary>One datagram to whoever listens at a path, without waiting for room.</summary>
    /// <param name="path">Absolute, or `@NAME` in the abstract namespace; at most
    /// <see cref="SocketAddress.PathBytesMax"/> bytes.</param>
    /// <param name="bytes">All of it, or nothing is sent.</param>
    /// <returns>errno, or 0.</returns>
    public static int SendDatagram(string path, ReadOnlySpan<byte> bytes)
    {
        using var fd = new OwnedFd();
        var number = Libc.socket(C.AF_UNIX, C.SOCK_DGRAM | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK, 0);
        if (number < 0)
        {
            return LastError.Value;
        }

        fd.Fill(number);
        var address = stackalloc byte[SocketAddress.BytesMax];
        var length = SocketAddress.OfPath(path).Write(new Span<byte>(address, SocketAddress.BytesMax));
        if (Libc.connect(number, address, (uint)length) != 0)
        {
            return LastError.Value;
        }

        return Descriptor.Write(fd, bytes) is var sent and < 0 ? -sent : 0;
    }

    /// <summary>Receives without waiting.</summary>
    /// <param name="passed">A descriptor that came along, or null.</param>
    /// <param name="sender">The pid that the kernel vouches for, or 0.</param>
    /// <returns>Bytes (0 at the end), or −errno.</returns>
    public static int Receive(OwnedFd socket, Span<byte> buffer, out OwnedFd? passed, out int sender)
    {
        var control = stackalloc byte[ControlBytes];
        fixed (byte* start = buffer)
        {
            var part = new iovec { iov_base = start, iov_len = (nuint)buffer.Length };
            var message = new msghdr
            {
                msg_iov = &part, msg_iovlen = 1, msg_control = control, msg_controllen = ControlBytes,
            };
            nint count;
            do
            {
                count = Libc.recvmsg(socket.Number, &message, C.MSG_DONTWAIT | C.MSG_CMSG_CLOEXEC);
            }
            while (LastError.IsInterrupted(count));
            var error = LastError.Value;
            passed = null;
            sender = 0;
            if (count >= 0)
            {
                ReadControl(control, (int)message.msg_controllen, ref passed, ref sender);
            }

            return count < 0 ? -error : (int)count;
        }
    }

    /// <summary>Every descriptor that came must be owned, wanted or not: the first is kept, others are closed.
    /// </summary>
    private static void ReadControl(byte* control, int length, ref OwnedFd? passed, ref int sender)
    {
        for (var offset = 0; offset + ControlHeaderBytes <= length;)
        {
            var header = (cmsghdr*)(control + offset);
            var size = (int)header->cmsg_len;
            if (size < ControlHeaderBytes || offset + size > length)
            {
                return;
            }

            if (header->cmsg_level == C.SOL_SOCKET && header->cmsg_type == C.SCM_CREDENTIALS)
            {
                sender = ((ucred*)(control + offset + ControlHeaderBytes))->pid;
            }
            else if (header->cmsg_level == C.SOL_SOCKET && header->cmsg_type == C.SCM_RIGHTS)
            {
                for (var at = offset + ControlHeaderBytes; at + sizeof(int) <= offset + size; at += sizeof(int))
                {
                    var fd = OwnedFd.Inherited(*(int*)(control + at));
                    if (passed is null)
                    {
                        passed = fd;
                    }
                    else
                    {
                        fd.Dispose();
                    }
                }
            }

            offset += (size + sizeof(long) - 1) & ~(sizeof(long) - 1);
        }
    }
}
