using Init.Linux.Processes;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>What a worker gets that asks for a server.</summary>
public sealed class QueryTests
{
    private const string Data = """{"ticketKeys":"0123456789abcdef"}""";

    [Fact]
    public void Shared_socket_comes_with_its_descriptor_listens_and_does_not_block()
    {
        using var scene = new PrimaryScene();
        var (node, port) = scene.AddServing();
        Assert.Equal("""{"cmd":"NODE_HANDLE","type":"net.Native","msg":{"cmd":"NODE_CLUSTER","errno":0,"key":"pm1x1","ack":0,"data":null,"seq":0}}""", node.Lines[0]);
        Assert.True(node.OneEach);
        Assert.True(PrimaryScene.IsNonBlocking(node.Sockets["pm1x1"].Fd));
        var client = scene.Connect(port);
        Assert.Equal(0, node.Sockets["pm1x1"].Accept(out var accepted));
        using (accepted)
        {
            using var socket = PrimaryScene.SocketOf(accepted);
            Assert.Equal(client.LocalEndPoint, socket.RemoteEndPoint);
        }
    }

    [Fact]
    public void Second_worker_gets_the_same_socket_and_a_new_key()
    {
        using var scene = new PrimaryScene();
        var (_, port) = scene.AddServing();
        var (second, same) = scene.AddServing(port: 0);
        Assert.Equal(port, same);
        Assert.Equal("pm1x2", Assert.Single(second.Sockets).Key);
    }

    [Fact]
    public void Where_pm1_accepts_the_worker_is_told_its_address_and_gets_no_descriptor()
    {
        using var scene = new PrimaryScene(Balance.RoundRobin);
        var (node, port) = scene.AddServing();
        Assert.Equal(
            $$"""{"cmd":"NODE_CLUSTER","errno":null,"key":"pm1x1","ack":0,"data":null,"sockname":{"address":"127.0.0.1","family":"IPv4","port":{{port}}},"seq":0}""",
            Assert.Single(node.Lines));
        Assert.Empty(node.Sockets);
        var other = scene.Add();
        var number = other.Query("", port, "4");
        scene.Until(() => other.Answer(number) is not null);
        Assert.Equal(-Errno.EADDRINUSE, (int)other.Answer(number)!["errno"]!);
    }

    [Fact]
    public void No_address_is_every_address_of_both_families()
    {
        using var scene = new PrimaryScene(Balance.RoundRobin);
        var node = scene.Add();
        var number = node.Query("", 0, "4", ",\"backlog\":0");
        scene.Until(() => node.Answer(number) is not null);
        Assert.Equal(("::", "IPv6"), Name(node.Answer(number)!));
        var port = (int)node.Answer(number)!["sockname"]!["port"]!;
        node.SayListening();
        _ = scene.Connect(port);
        _ = scene.Connect(new IPEndPoint(IPAddress.IPv6Loopback, port));
        scene.Until(() => node.Connections.Count == 2);
    }

    [Fact]
    public void Ipv6_alone_leaves_ipv4_alone()
    {
        using var scene = new PrimaryScene(Balance.RoundRobin);
        var node = scene.Add();
        var number = node.Query("::", 0, "6", ",\"flags\":1");
        scene.Until(() => node.Answer(number) is not null);
        var port = (int)node.Answer(number)!["sockname"]!["port"]!;
        Assert.Throws<SocketException>(() => scene.Connect(port));
        using var own = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        own.Bind(new IPEndPoint(IPAddress.Any, port));
    }

    [Theory]
    [InlineData(Balance.Shared)]
    [InlineData(Balance.RoundRobin)]
    public void Same_port_twice_in_one_worker_is_taken_and_after_a_close_it_is_not(Balance balance)
    {
        using var scene = new PrimaryScene(balance);
        var (node, port) = scene.AddServing();
        var again = node.Query("127.0.0.1", 0, "4");
        scene.Until(() => node.Answer(again) is not null);
        Assert.Equal(-98, (int)node.Answer(again)!["errno"]!);
        Assert.Equal(0, scene.News.Count(WorkerEventKind.BindRefused));
        node.SayCluster("\"act\":\"close\",\"key\":\"pm1x1\"");
        var third = node.Query("127.0.0.1", 0, "4");
        scene.Until(() => node.Answer(third) is not null);
        Assert.True(node.Answer(third)!["errno"] is null || (int)node.Answer(third)!["errno"]! == 0);
        _ = scene.Connect(port);
    }

    [Fact]
    public void Nth_server_on_any_port_is_the_same_in_every_worker()
    {
        using var scene = new PrimaryScene(Balance.RoundRobin);
        var ports = new List<int>();
        for (var worker = 0; worker < 2; worker++)
        {
            var node = scene.Add();
            for (var index = 0; index < 2; index++)
            {
                node.SayCluster($"\"act\":\"queryServer\",\"index\":{index},\"data\":null,\"address\":null,\"port\":0,\"addressType\":4");
                scene.Until(() => node.Said.Count == index + 1);
                ports.Add((int)node.Said[index]!["sockname"]!["port"]!);
            }
        }

        Assert.NotEqual(ports[0], ports[1]);
        Assert.Equal(ports[..2], ports[2..]);
    }

    [Fact]
    public void Unix_socket_has_its_file_its_mode_and_no_name_and_is_removed_in_the_end()
    {
        using var folder = new TemporaryFolder();
        using var scene = new PrimaryScene(Balance.RoundRobin);
        var node = scene.Add();
        var path = folder.File("app.sock");
        var number = node.Query(path, -1, "-1", ",\"readableAll\":true,\"writableAll\":true");
        scene.Until(() => node.Answer(number) is not null);
        Assert.Equal("""{"cmd":"NODE_CLUSTER","errno":null,"key":"pm1x1","ack":0,"data":null,"seq":0}""", node.Lines[0]);
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal(All, File.GetUnixFileMode(path) & All);
        node.SayListening();
        var client = scene.Connect(new UnixDomainSocketEndPoint(path));
        scene.Until(() => node.Connections.Count == 1);
        node.Serve();
        Assert.Equal(node.Pid, PrimaryScene.Answerer(client));
        scene.Primary.GiveUp();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void File_that_is_in_the_way_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        using var scene = new PrimaryScene();
        File.WriteAllText(folder.File("app.sock"), "mine");
        Assert.Equal(-Errno.EADDRINUSE, Refusal(scene, folder.File("app.sock"), -1, "-1"));
        Assert.Equal(-Errno.ENOENT, Refusal(scene, folder.File("none/app.sock"), -1, "-1"));
        Assert.Equal("mine", File.ReadAllText(folder.File("app.sock")));
        Assert.Equal(2, scene.News.Count(WorkerEventKind.BindRefused));
        Assert.Contains("app.sock", scene.News.Happened[0].Event.Reason);
    }

    /// <summary>Between its binding and its end the worker may have put a link into the path.</summary>
    [Fact]
    public void File_of_another_users_worker_is_made_and_removed_as_that_user()
    {
        Assert.SkipUnless(Self.Uid == 0, "only user 0 can take another identity");
        const UnixFileMode open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        using var folder = new TemporaryFolder();
        var (theirs, ours) = (folder.File("theirs"), folder.File("ours"));
        Directory.CreateDirectory(theirs);
        Directory.CreateDirectory(ours);
        File.SetUnixFileMode(folder.Path, open);
        File.SetUnixFileMode(theirs, open);
        using var scene = new PrimaryScene(change: app => app with { User = new UserSpec(12345, 12345, []) });
        var node = scene.Add();
        var number = node.Query($"{theirs}/app.sock", -1, "-1", ",\"readableAll\":true,\"writableAll\":true");
        scene.Until(() => node.Answer(number) is not null);
        Assert.Equal(0, (int)node.Answer(number)!["errno"]!);
        Directory.Move(theirs, folder.File("moved"));
        Directory.CreateSymbolicLink(theirs, ours);
        File.WriteAllText($"{ours}/app.sock", "precious");
        Assert.Equal(-Errno.EACCES, Refusal(scene, $"{theirs}/other.sock", -1, "-1"));
        scene.Primary.GiveUp();
        Assert.Equal("precious", File.ReadAllText($"{ours}/app.sock"));
    }

    [Fact]
    public void Abstract_name_is_what_follows_the_nul()
    {
        using var scene = new PrimaryScene(Balance.RoundRobin);
        var node = scene.Add();
        var name = $"pm1-test-{Guid.NewGuid():N}";
        var number = node.Query($"/srv/app/\0{name}", -1, "-1");
        scene.Until(() => node.Answer(number) is not null);
        node.SayListening();
        _ = scene.Connect(new UnixDomainSocketEndPoint($"\0{name}"));
        scene.Until(() => node.Connections.Count == 1);
    }

    [Theory]
    [InlineData(Balance.Shared)]
    [InlineData(Balance.RoundRobin)]
    public void Datagram_socket_is_always_passed_on(Balance balance)
    {
        using var scene = new PrimaryScene(balance);
        var node = scene.Add();
        var number = node.Query("127.0.0.1", 0, "\"udp4\"", ",\"fd\":-1,\"flags\":0");
        scene.Until(() => node.Answer(number) is not null);
        Assert.StartsWith("""{"cmd":"NODE_HANDLE","type":"dgram.Native",""", node.Lines[0]);
        var socket = Assert.Single(node.Sockets).Value;
        using var client = new UdpClient();
        client.Send("x"u8, new IPEndPoint(IPAddress.Loopback, socket.LocalAddress!.Port));
        scene.Until(() => Descriptor.Read(socket.Fd, new byte[10]) == 1);
    }

    [Fact]
    public void Datagram_port_is_shared_with_strangers_only_when_asked_for()
    {
        using var scene = new PrimaryScene();
        var node = scene.Add();
        var number = node.Query("127.0.0.1", 0, "\"udp4\"", ",\"flags\":4");
        scene.Until(() => node.Answer(number) is not null);
        var second = node.Query("127.0.0.2", 0, "\"udp4\"");
        scene.Until(() => node.Answer(second) is not null);
        var errors = new[] { "pm1x1", "pm1x2" }.Select(key =>
        {
            var address = node.Sockets[key].LocalAddress!;
            Assert.Equal(0, OwnedSocket.Create(SocketKind.Udp, address.Family, out var stranger));
            using (stranger)
            {
                _ = stranger.ReuseAddress();
                return stranger.Bind(address);
            }
        });
        Assert.Equal([0, Errno.EADDRINUSE], errors);
    }

    [Fact]
    public void Tls_data_of_the_first_worker_is_everybodys()
    {
        using var scene = new PrimaryScene(Balance.RoundRobin);
        foreach (var data in new[] { Data, """{"ticketKeys":"other"}""", "null" })
        {
            Assert.Equal(Data, DataFor(scene, data)?.ToJsonString());
        }
    }

    /// <summary>The server goes on listening across a reload, and a TLS server that gets null dies of it.</summary>
    [Theory]
    [InlineData(Balance.RoundRobin)]
    [InlineData(Balance.Shared)]
    public void Tls_data_is_taken_from_the_first_one_that_has_any(Balance balance)
    {
        using var scene = new PrimaryScene(balance);
        Assert.Null(DataFor(scene, "null"));
        Assert.Equal(Data, DataFor(scene, Data)?.ToJsonString());
        Assert.Equal(Data, DataFor(scene, """{"ticketKeys":"other"}""")?.ToJsonString());
    }

    [Theory]
    [InlineData("no address at all", 80, "4", Errno.EINVAL)]
    [InlineData("127.0.0.1", 65536, "4", Errno.EINVAL)]
    [InlineData("127.0.0.1", 80, "5", Errno.EINVAL)]
    [InlineData("relative/path", -1, "-1", Errno.EINVAL)]
    [InlineData("/a\0", -1, "-1", Errno.EINVAL)]
    [InlineData("192.0.2.1", 8080, "4", Errno.EADDRNOTAVAIL)]
    [InlineData("", null, "null,\"fd\":77", Errno.EBADF)]
    public void What_cannot_be_had_is_refused_without_a_descriptor(string address, int? port, string type, int errno)
    {
        using var scene = new PrimaryScene();
        Assert.Equal(-errno, Refusal(scene, address, port, type));
        Assert.Equal(WorkerEventKind.BindRefused, Assert.Single(scene.News.Happened).Event.Kind);
        Assert.Empty(scene.Nodes[0].Sockets);
    }

    [Fact]
    public void Path_that_is_too_long_is_refused()
    {
        using var scene = new PrimaryScene();
        Assert.Equal(-Errno.EINVAL, Refusal(scene, "/tmp/" + new string('x', 200), -1, "-1"));
        Assert.Equal(-Errno.EINVAL, Refusal(scene, "/tmp/" + new string('é', 60), -1, "-1"));
    }

    [Fact]
    public void Worker_that_leaves_is_not_answered_any_more()
    {
        using var scene = new PrimaryScene();
        var node = scene.Add();
        node.SayCluster("\"act\":\"exitedAfterDisconnect\"");
        scene.Until(() => node.Lines.Count == 1);
        Assert.Equal("""{"cmd":"NODE_CLUSTER","ack":0,"seq":0}""", node.Lines[0]);
        var (_, pid, happened) = Assert.Single(scene.News.Happened);
        Assert.Equal((node.Pid, WorkerEventKind.Leaving, true), (pid, happened.Kind, happened.IsVoluntary));
        _ = node.Query("127.0.0.1", 0, "4");
        scene.Settle();
        Assert.Single(node.Lines);
    }

    [Fact]
    public void Listening_is_told_and_online_is_not()
    {
        using var scene = new PrimaryScene();
        var node = scene.Add(slot: 3, side: 1);
        node.SayCluster("\"act\":\"online\"");
        node.SayCluster("\"act\":\"listening\",\"index\":0,\"data\":null,\"address\":null,\"port\":3000,\"addressType\":4");
        scene.Settle();
        Assert.Equal((new Seat(3, 1), node.Pid, new WorkerEvent(WorkerEventKind.Listening)), Assert.Single(scene.News.Happened));
    }

    /// <summary>A worker that does not take the socket would wait in listen() for ever.</summary>
    [Fact]
    public void Socket_that_did_not_arrive_is_refused_in_the_end()
    {
        using var scene = new PrimaryScene();
        var node = scene.Add();
        node.LosesDescriptors = true;
        var number = node.Query("127.0.0.1", 0, "4");
        scene.Until(() => node.Answer(number) is not null);
        Assert.Equal(-Errno.EMFILE, (int)node.Answer(number)!["errno"]!);
        node.LosesDescriptors = false;
        number = node.Query("127.0.0.1", 0, "4");
        scene.Until(() => node.Answer(number) is not null);
        Assert.Equal(0, (int)node.Answer(number)!["errno"]!);
    }

    [Fact]
    public void Servers_have_a_bound()
    {
        using var scene = new PrimaryScene();
        var node = scene.Add();
        long last = 0;
        for (var index = 0; index < 300; index++)
        {
            last = node.Query("127.0.0.1", 0, "4", $",\"index\":{index}");
            scene.Until(() => node.Answer(last) is not null);
        }

        Assert.Equal(-Errno.EMFILE, (int)node.Answer(last)!["errno"]!);
        Assert.Equal(256, node.Sockets.Count);
    }

    private static (string?, string?) Name(JsonNode answer) =>
        ((string?)answer["sockname"]!["address"], (string?)answer["sockname"]!["family"]);

    private static int Refusal(PrimaryScene scene, string address, int? port, string type)
    {
        var node = scene.Add();
        var number = node.Query(address, port, type);
        scene.Until(() => node.Answer(number) is not null);
        return (int)node.Answer(number)!["errno"]!;
    }

    private static JsonNode? DataFor(PrimaryScene scene, string data)
    {
        var node = scene.Add();
        node.SayCluster($"\"act\":\"queryServer\",\"index\":0,\"data\":{data},\"address\":\"127.0.0.1\",\"port\":0,\"addressType\":4");
        scene.Until(() => node.Answer(0) is not null);
        return node.Answer(0)!["data"];
    }
}
