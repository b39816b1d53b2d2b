using System.Net;
using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Processes;
using Init.Linux.Sockets;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Linux.Trials;

/// <summary>Calls that are made only to see whether they are allowed here. What they open is closed again, and nobody
/// outside this process can tell. Each returns errno, or 0.</summary>
public static class KernelTrial
{
    /// <summary>A descriptor that stands for a process: of our own.</summary>
    public static int PidDescriptor() => Close((int)Libc.syscall(C.SYS_pidfd_open, Self.Pid, 0, 0, 0, 0, 0));

    public static int Inotify() => Close(Libc.inotify_init1(C.IN_CLOEXEC));

    /// <summary>One port for several sockets, among which a program of ours chooses: SO_REUSEPORT and classic BPF.
    /// </summary>
    public static int Steering()
    {
        var error = OwnedSocket.Create(SocketKind.Tcp, C.AF_INET, out var socket);
        using (socket)
        {
            error = error != 0 ? error : socket.ReusePort();
            error = error != 0 ? error : socket.Bind(AnyPort);
            return error != 0 ? error : socket.Steer(0);
        }
    }

    /// <summary>A listener that takes no new connections for a while.</summary>
    public static int Hold()
    {
        var error = Listening(out var socket);
        using (socket)
        {
            return error != 0 ? error : socket.HoldNewConnections();
        }
    }

    /// <summary>How long a listener's queue is. EOPNOTSUPP: it cannot be seen.</summary>
    public static int Queue()
    {
        var error = Listening(out var socket);
        using (socket)
        {
            return error != 0 ? error : socket.Queue is null ? Errno.EOPNOTSUPP : 0;
        }
    }

    private static SocketAddress AnyPort => SocketAddress.OfIp(IPAddress.Loopback, 0);

    private static int Listening(out OwnedSocket socket)
    {
        var error = OwnedSocket.Create(SocketKind.Tcp, C.AF_INET, out socket);
        error = error != 0 ? error : socket.Bind(AnyPort);
        return error != 0 ? error : socket.Listen(1);
    }

    private static int Close(int number)
    {
        if (number < 0)
        {
            return LastError.Value;
        }

        OwnedFd.Inherited(number).Dispose();
        return 0;
    }
}
