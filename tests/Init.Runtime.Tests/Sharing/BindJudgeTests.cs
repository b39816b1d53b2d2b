using Init.Core.Pool;
using System.Net;
using System.Runtime.InteropServices;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Init.Runtime.Sharing;
using Xunit;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Runtime.Tests.Sharing;

public sealed partial class BindJudgeTests : IDisposable
{
    private const int SysBind = 49;
    private const int SysListen = 50;
    private const int SysSetsockopt = 54;
    private const int SolSocket = 1;
    private const int SoReceiveBuffer = 8;
    private const int SoReusePort = 15;
    private const int InetBytes = 16;

    /// <summary>That no other test takes.</summary>
    private const int HighNumber = 900;
    private const int Inet = 2;
    private const int Efault = 14;
    private const int Enotsock = 88;

    private readonly FilteredThread _filtered = new();
    private readonly int _port = FreePort();

    public void Dispose() => _filtered.Dispose();

    [Fact]
    public void Bind_and_listen_are_done_on_a_socket_of_ours()
    {
        string ours = "", theirs = "";
        _filtered.Run(Apps.Of(), () =>
        {
            using var socket = Tcp();
            ours = socket.Inode;
            Assert.Equal(0, socket.Bind(Address));
            theirs = socket.Inode;
            Assert.Equal(_port, socket.LocalAddress!.Port);
            Assert.Equal(0, socket.Listen(7));
        });
        Assert.NotEqual(ours, theirs);
        Assert.Equal([theirs], _filtered.News.OfType<SharingEvent.Bound>().Select(news => news.Socket.Inode));
        var listening = Assert.Single(_filtered.News.OfType<SharingEvent.Listening>());
        Assert.Equal(
            (new Seat(3, 0), Environment.ProcessId, theirs),
            (listening.Seat, listening.Pid, listening.Socket.Inode));
        Assert.Equal(new QueueDepth(0, 7), listening.Socket.Socket.Queue);
    }

    [Fact]
    public void Second_bind_beside_an_open_one_fails_and_after_it_succeeds() => _filtered.Run(Apps.Of(), () =>
    {
        using var second = Tcp();
        using (var first = Tcp())
        {
            Assert.Equal(0, first.Bind(Address));
            Assert.Equal(Errno.EADDRINUSE, second.Bind(Address));
        }

        Assert.Equal(0, second.Bind(Address));
    });

    [Fact]
    public void Several_sockets_that_reuse_the_port_are_all_ours() => _filtered.Run(Apps.Of(), () =>
    {
        using var first = Tcp();
        using var second = Tcp();
        foreach (var socket in new[] { first, second })
        {
            Assert.Equal(0, socket.SetOption(SolSocket, SoReusePort, 1));
            Assert.Equal(0, socket.Bind(Address));
        }

        Assert.Equal(first.Inode, second.Inode);
    });

    [Fact]
    public void Port_that_a_stranger_holds_is_refused_with_the_kernels_own_answer()
    {
        using var stranger = Tcp();
        Assert.Equal(0, stranger.Bind(Address));
        Assert.Equal(0, stranger.Listen(1));
        _filtered.Run(Apps.Of(), () =>
        {
            using var socket = Tcp();
            Assert.Equal(Errno.EADDRINUSE, socket.Bind(Address));
        });
        Assert.Equal(Errno.EADDRINUSE, Assert.IsType<SharingEvent.Refused>(Assert.Single(_filtered.News)).Errno);
    }

    [Fact]
    public void Private_port_is_the_workers_own()
    {
        _filtered.Run(Apps.Of(privates: [$"{_port}"]), () =>
        {
            using var socket = Tcp();
            var own = socket.Inode;
            Assert.Equal(0, socket.Bind(Address));
            Assert.Equal(own, socket.Inode);
            Assert.Equal(0, socket.Listen(1));
        });
        Assert.Empty(_filtered.News);
    }

    /// <summary>The kernel takes an int; what stands above it in the register is left over from something else.</summary>
    [Theory]
    [InlineData(0x0000_0000_0000_0000)]
    [InlineData(0x0000_0007_0000_0000)]
    [InlineData(unchecked((long)0xffff_ffff_0000_0000))]
    public void Upper_half_of_a_register_is_nothing(long rubbish)
    {
        _filtered.Run(Apps.Of(), () =>
        {
            using var socket = Tcp();

            // At the end of a mapping: a longer read would fail.
            using var page = new GuardedPage(Bytes());
            var own = socket.Inode;
            Assert.Equal(0, Call(SysBind, socket.Fd.Number | (nint)rubbish, page.Address, InetBytes | (nint)rubbish));
            Assert.NotEqual(own, socket.Inode);
            Assert.Equal(0, Call(SysListen, socket.Fd.Number | (nint)rubbish, 5 | (nint)rubbish, 0));
        });
        Assert.Single(_filtered.News.OfType<SharingEvent.Listening>());
    }

    [Fact]
    public void What_the_kernel_would_refuse_is_refused_by_the_kernel()
    {
        _filtered.Run(Apps.Of(), () =>
        {
            using var socket = Tcp();
            using var page = new GuardedPage(Bytes());
            Assert.Equal(Efault, Call(SysBind, socket.Fd.Number, 8, InetBytes));
            Assert.Equal(Efault, Call(SysBind, socket.Fd.Number, -8, InetBytes));
            Assert.Equal(Efault, Call(SysBind, socket.Fd.Number, page.Address, InetBytes + 1));
            Assert.Equal(Errno.EINVAL, Call(SysBind, socket.Fd.Number, page.Address, InetBytes - 1));
            Assert.Equal(Errno.EINVAL, Call(SysBind, socket.Fd.Number, page.Address, 0));
            Assert.Equal(Errno.EINVAL, Call(SysBind, socket.Fd.Number, page.Address, -1));
            using var large = new GuardedPage(new byte[4096]);
            Bytes().CopyTo(large.Span);
            Assert.Equal(Errno.EINVAL, Call(SysBind, socket.Fd.Number, large.Address, SocketAddress.BytesMax + 1));
            Assert.Equal(Errno.EBADF, Call(SysBind, -1, page.Address, InetBytes));
            Assert.Equal(Errno.EBADF, Call(SysBind, 1 << 20, page.Address, InetBytes));
            Assert.Equal(Errno.EBADF, Call(SysListen, -1, 1, 0));
            Assert.Equal(Enotsock, Call(SysBind, StandardErrorOrFile(), page.Address, InetBytes));
        });
        Assert.Empty(_filtered.News);
    }

    [Fact]
    public void Option_is_set_again_on_our_socket()
    {
        var size = 0;
        _filtered.Run(Apps.Of(), () =>
        {
            using var socket = Tcp();
            Assert.Equal(0, socket.SetOption(SolSocket, SoReceiveBuffer, 8192));
            size = ReceiveBuffer(socket);
            Assert.Equal(0, socket.Bind(Address));
            Assert.Equal(size, ReceiveBuffer(socket));
        });
    }

    [Fact]
    public void Option_of_a_closed_socket_is_not_the_next_ones() => _filtered.Run(Apps.Of(), () =>
    {
        using var first = Tcp();
        using var plain = Tcp();
        var size = ReceiveBuffer(plain);
        Assert.Equal(0, Descriptor.Duplicate(first.Fd, HighNumber, out var copy));
        var number = copy.Number;
        using (var closed = OwnedSocket.Inherited(copy.Release()))
        {
            Assert.Equal(0, closed.SetOption(SolSocket, SoReceiveBuffer, 8192));
        }

        Assert.Equal(0, Descriptor.Duplicate(plain.Fd, HighNumber, out var same));
        Assert.Equal(number, same.Number);
        Assert.Equal(0, Bind(same));
        using var ours = OwnedSocket.Inherited(same.Release());
        Assert.Equal(size, ReceiveBuffer(ours));
    });

    [Fact]
    public void Option_set_through_another_number_counts() => _filtered.Run(Apps.Of(), () =>
    {
        using var socket = Tcp();
        Assert.Equal(0, socket.SetOption(SolSocket, SoReceiveBuffer, 8192));
        var size = ReceiveBuffer(socket);
        Assert.Equal(0, Descriptor.Duplicate(socket.Fd, 3, out var second));
        Assert.Equal(0, Bind(second));
        using var ours = OwnedSocket.Inherited(second.Release());
        Assert.Equal(size, ReceiveBuffer(ours));
    });

    [Fact]
    public void Flood_of_options_and_binds_stays_within_bounds()
    {
        _filtered.Run(Apps.Of(), () =>
        {
            for (var i = 0; i < 300; i++)
            {
                using var socket = Tcp();
                Assert.Equal(0, socket.SetOption(SolSocket, SoReceiveBuffer, 8192));
                Assert.NotEqual(0, Call(SysSetsockopt, socket.Fd.Number, SolSocket, SoReceiveBuffer));
            }

            for (var i = 0; i < 2 * SharedSockets.SocketsMax; i++)
            {
                using var socket = Tcp();
                _ = socket.Bind(SocketAddress.OfIp(IPAddress.Parse($"127.9.{i}.1"), _port));
            }
        });
        Assert.Equal(SharedSockets.SocketsMax, _filtered.News.OfType<SharingEvent.Bound>().Count());
    }

    private SocketAddress Address => SocketAddress.OfIp(IPAddress.Loopback, _port);

    private byte[] Bytes()
    {
        var buffer = new byte[SocketAddress.BytesMax];
        return buffer[..Address.Write(buffer)];
    }

    private int Bind(OwnedFd fd)
    {
        using var page = new GuardedPage(Bytes());
        return Call(SysBind, fd.Number, page.Address, InetBytes);
    }

    private static OwnedSocket Tcp()
    {
        Assert.Equal(0, OwnedSocket.Create(SocketKind.Tcp, Inet, out var socket));
        return socket;
    }

    private static int FreePort()
    {
        using var probe = Tcp();
        Assert.Equal(0, probe.Bind(SocketAddress.OfIp(IPAddress.Loopback, 0)));
        return probe.LocalAddress!.Port;
    }

    private static unsafe int ReceiveBuffer(OwnedSocket socket)
    {
        var size = 0;
        uint length = sizeof(int);
        Assert.Equal(0, getsockopt(socket.Fd.Number, SolSocket, SoReceiveBuffer, &size, &length));
        return size;
    }

    private static int StandardErrorOrFile()
    {
        Assert.Equal(0, Descriptor.CreateMemoryFile("file", out var file));
        return file.Release();
    }

    private static int Call(int number, nint a, nint b, nint c) =>
        syscall(number, a, b, c, 0, 4096, 0) < 0 ? Marshal.GetLastPInvokeError() : 0;

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int getsockopt(int fd, int level, int name, void* value, uint* length);
}
