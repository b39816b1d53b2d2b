using System.Net;
using System.Net.Sockets;
using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Sockets;
using Xunit;
using SocketAddress = Init.Linux.Sockets.SocketAddress;

namespace Init.Linux.Tests.Sockets;

public sealed class OwnedSocketTests
{
    [Fact]
    public void Queue_has_its_depth_and_its_limit()
    {
        using var listener = Listening(backlog: 5);
        Assert.Equal(new QueueDepth(0, 5), listener.Queue);
        using var first = Client(listener);
        using var second = Client(listener);
        Assert.Equal(new QueueDepth(2, 5), listener.Queue);
        Assert.Equal(0, listener.Listen(9));
        Assert.Equal(new QueueDepth(2, 9), listener.Queue);
    }

    [Fact]
    public void Socket_that_does_not_listen_has_no_queue()
    {
        Assert.Equal(0, OwnedSocket.Create(SocketKind.Tcp, C.AF_INET, out var socket));
        using (socket)
        {
            Assert.False(socket.IsListening);
            Assert.Null(socket.Queue);
            Assert.Equal(0, socket.Drops);
        }

        Assert.Null(socket.Queue);
        Assert.Equal(Errno.EBADF, socket.Listen(1));
        Assert.Equal("", socket.Inode);
    }

    [Fact]
    public void Connection_is_accepted_without_waiting_and_does_not_block_or_leak()
    {
        using var listener = Listening(backlog: 5);
        listener.SetNonBlocking(true);
        Assert.Equal(Errno.EAGAIN, listener.Accept(out var none));
        Assert.True(none.IsInvalid);
        using var client = Client(listener);
        Assert.Equal(0, listener.Accept(out var connection));
        using (connection)
        {
            Assert.Equal(C.FD_CLOEXEC, Libc.fcntl(connection.Number, C.F_GETFD, 0));
            Assert.Equal(C.O_NONBLOCK, Libc.fcntl(connection.Number, C.F_GETFL, 0) & C.O_NONBLOCK);
            Assert.Equal(-Errno.EAGAIN, Descriptor.Read(connection, new byte[1]));
            Assert.Equal(0, Descriptor.WriteAll(connection, "200"u8));
        }

        var buffer = new byte[10];
        Assert.Equal(3, client.Receive(buffer));
        Assert.Equal(0, client.Receive(buffer));
        Assert.Equal(Errno.EAGAIN, listener.Accept(out _));
    }

    [Fact]
    public void What_does_not_listen_accepts_nothing()
    {
        Assert.Equal(0, OwnedSocket.Create(SocketKind.Tcp, C.AF_INET, out var socket));
        Assert.Equal(Errno.EINVAL, socket.Accept(out _));
        socket.Dispose();
        Assert.Equal(Errno.EBADF, socket.Accept(out _));
    }

    [Fact]
    public void Full_queue_counts_what_it_drops()
    {
        using var listener = Listening(backlog: 0);
        using var first = Client(listener);
        var before = listener.Drops;
        using var second = Client(listener);
        Assert.True(listener.Drops > before);
    }

    [Fact]
    public void New_connections_are_held_and_queued_ones_stay()
    {
        using var listener = Listening(backlog: 5);
        using var queued = Client(listener);
        Assert.Equal(0, listener.HoldNewConnections());
        using var held = Client(listener);
        Assert.False(held.Poll(0, SelectMode.SelectWrite));
        Assert.Equal(new QueueDepth(1, 5), listener.Queue);

        // The one that is queued serves as before, with data in both directions.
        Assert.Equal(1, queued.Send("q"u8));
        using var accepted = Accept(listener);
        var buffer = new byte[1];
        Assert.Equal(1, accepted.Receive(buffer));
        Assert.Equal(1, accepted.Send("a"u8));
        Assert.True(queued.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));
        Assert.Equal(1, queued.Receive(buffer));
        Assert.Equal("a"u8.ToArray(), buffer);
    }

    [Fact]
    public void Held_udp_socket_is_as_it_was()
    {
        Assert.Equal(0, OwnedSocket.Create(SocketKind.Udp, C.AF_INET, out var socket));
        using (socket)
        {
            Assert.Equal(0, socket.HoldNewConnections());
        }
    }

    [Fact]
    public void Kind_and_inode_are_read_from_proc()
    {
        foreach (var (kind, family) in new[] { (SocketKind.Tcp, C.AF_INET), (SocketKind.Udp, C.AF_INET) })
        {
            Assert.Equal(0, OwnedSocket.Create(kind, family, out var socket));
            using (socket)
            {
                Assert.Equal(kind, SocketLink.Kind($"/proc/self/fd/{socket.Fd.Number}"));
                Assert.Matches(@"^socket:\[\d+\]$", socket.Inode);
            }
        }

        Assert.Null(SocketLink.Kind("/proc/self/exe"));
        Assert.Null(SocketLink.Kind("/proc/self/fd/1000000"));
        Assert.Null(SocketLink.Read("/proc/self/fd/1000000"));
    }

    [Fact]
    public void Nonblocking_is_set_and_cleared()
    {
        using var listener = Listening(backlog: 1);
        listener.SetNonBlocking(true);
        Assert.NotEqual(0, Libc.fcntl(listener.Fd.Number, C.F_GETFL, 0) & C.O_NONBLOCK);
        Assert.Equal((true, true), Processes());
        listener.SetNonBlocking(false);
        Assert.Equal((false, true), Processes());

        (bool, bool) Processes() => Linux.Processes.ProcessStatus.DescriptorFlags(Environment.ProcessId, listener.Fd.Number);
    }

    [Fact]
    public void Request_in_progress_is_busy_and_idle_connection_is_not()
    {
        using var listener = Listening(backlog: 5);
        TcpPort[] ports = [TcpPort.Of(listener.LocalAddress)!];
        Assert.Equal(0, BusyConnections.Count(ports));
        using var client = Client(listener);
        using var accepted = Accept(listener);

        // Its request is on the way, but not for ever.
        Assert.Equal(new BusyConnection(InodeOf(accepted), IsFirst: true), BusyConnections.Find(ports)!.Single());
        Assert.True(Until(() => BusyConnections.Count(ports) == 0), "a connection without a request stays busy");

        // Unread bytes are a request that waits, whatever the times say.
        Assert.Equal(1, client.Send("q"u8));
        Assert.Equal(1, BusyConnections.Count(ports));
        Assert.Equal(0, BusyConnections.Count(TcpPort.Any(1)));
        var buffer = new byte[1];
        Assert.Equal(1, accepted.Receive(buffer));
        Assert.Equal(1, accepted.Send("a"u8));
        Assert.Equal(1, client.Receive(buffer));
        Assert.True(Until(() => BusyConnections.Count(ports) == 0), "an idle keep-alive is busy");

        // Read but not answered: the last thing was received.
        Assert.Equal(1, client.Send("q"u8));
        Assert.Equal(1, accepted.Receive(buffer));
        Assert.Equal(new BusyConnection(InodeOf(accepted), IsFirst: false), BusyConnections.Find(ports)!.Single());

        static uint InodeOf(System.Net.Sockets.Socket socket) => uint.Parse(
            SocketLink.Read($"/proc/self/fd/{socket.Handle}")!["socket:[".Length..^1],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Established_connection_is_its_servers_once_it_is_accepted()
    {
        using var listener = Listening(backlog: 5);
        TcpPort[] ports = [TcpPort.Of(listener.LocalAddress)!];
        using var client = Client(listener);
        Assert.Empty(EstablishedConnections.Find(ports)!);
        using var accepted = Accept(listener);
        var inode = Assert.Single(EstablishedConnections.Find(ports)!);
        Assert.Contains(inode, ProcessSockets.Held([Environment.ProcessId])!);
        Assert.Empty(EstablishedConnections.Find(TcpPort.Any(1))!);

        // A bound on what is looked at, whosever it is.
        var left = 1;
        Assert.Null(ProcessSockets.Held([Environment.ProcessId], ref left));
        Assert.Null(ProcessSockets.Held([Environment.ProcessId], ref left));
        client.Dispose();
        Assert.True(Until(() => EstablishedConnections.Find(ports)!.Count == 0), "a connection that is closed stays");
    }

    [Fact]
    public void Counting_leaves_no_descriptor_open()
    {
        var before = Open();
        for (var i = 0; i < 300; i++)
        {
            Assert.NotNull(BusyConnections.Count(TcpPort.Any(80)));
        }

        Assert.InRange(Open(), 0, before + 150);

        static int Open() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
    }

    private static bool Until(Func<bool> condition)
    {
        for (var start = Environment.TickCount64; Environment.TickCount64 - start < 10_000;)
        {
            if (condition())
            {
                return true;
            }
        }

        return false;
    }

    private static OwnedSocket Listening(int backlog)
    {
        Assert.Equal(0, OwnedSocket.Create(SocketKind.Tcp, C.AF_INET, out var socket));
        Assert.Equal(0, socket.ReuseAddress());
        Assert.Equal(0, socket.Bind(SocketAddress.OfIp(IPAddress.Loopback, 0)));
        Assert.Equal(0, socket.Listen(backlog));
        return socket;
    }

    /// <summary>Loopback answers within connect(2), so that afterwards it is connected or held.</summary>
    private static Socket Client(OwnedSocket listener)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            client.Connect(IPAddress.Loopback, listener.LocalAddress!.Port);
        }
        catch (SocketException)
        {
            // EINPROGRESS.
        }

        client.Blocking = true;
        return client;
    }

    private static Socket Accept(OwnedSocket listener)
    {
        Assert.Equal(0, Descriptor.Duplicate(listener.Fd, 3, out var copy));
        using var socket = new Socket(new SafeSocketHandle(copy.Release(), ownsHandle: true));
        return socket.Accept();
    }
}
