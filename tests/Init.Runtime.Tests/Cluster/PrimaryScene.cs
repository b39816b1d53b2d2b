using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux.Clock;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Sockets;
using Init.Runtime.Cluster;
using Init.Runtime.Guards;
using Init.Runtime.Sharing;
using Init.Runtime.Tests.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>A primary in a real loop, and workers that are not Node.</summary>
internal sealed class PrimaryScene : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(20);

    private readonly Poller _poller = new();
    private readonly List<SharedSocket> _adopted = [];
    private readonly List<Socket> _clients = [];
    private int _lastPid = 1000;

    internal PrimaryScene(Balance balance = Balance.Shared, Func<AppSpec, AppSpec>? change = null)
    {
        var app = Apps.Of() with { Share = ShareMode.Node, Balance = balance };
        Primary = new ClusterPrimary(change?.Invoke(app) ?? app, _poller, News, new NodeSockets
        {
            Adopt = _adopted.Add,
            QueueOf = (address, side) => address.Find(side) ?? address.Queues[0],
            Inherited = Inherited,
            Chance = () => 0,
            Main = pid => Main(pid),
        });
    }

    internal ClusterPrimary Primary { get; }

    internal NewsRecord News { get; } = new();

    internal List<FakeNode> Nodes { get; } = [];

    internal Dictionary<int, OwnedSocket> Inherited { get; } = [];

    internal Func<int, int> Main { get; set; } = pid => pid;

    /// <summary>Sockets that this process has open.</summary>
    internal static int OpenSockets => Directory.GetFileSystemEntries("/proc/self/fd")
        .Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);

    internal FakeNode Add(int? slot = null, int side = 0, long weight = 1)
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        var node = new FakeNode(theirs, ++_lastPid);
        Primary.Add(new Seat(slot ?? Nodes.Count, side), node.Pid, ours);
        Nodes.Add(node);
        Weigh(weight);
        return node;
    }

    /// <summary>A worker that listens, and the port.</summary>
    internal (FakeNode Node, int Port) AddServing(int port = 0)
    {
        var node = Add();
        var number = node.Query("127.0.0.1", port, "4");
        Until(() => node.Answer(number) is not null);
        node.SayListening();
        Settle(2);
        var name = node.Answer(number)!["sockname"];
        return (node, name is null ? node.Sockets.Values.Last().LocalAddress!.Port : (int)name["port"]!);
    }

    internal void Weigh(long weight = 1) => Primary.Weigh(Nodes.ToDictionary(node => node.Pid, _ => weight));

    /// <summary>It is gone, and has been reaped.</summary>
    internal void Kill(FakeNode node)
    {
        node.Dispose();
        Nodes.Remove(node);
        Primary.Ended(node.Pid);
    }

    /// <summary>One round of the loop, and of the workers' own.</summary>
    internal void Round(params FakeNode[] deaf)
    {
        var due = Primary.Deadline is { } deadline ? deadline - MonotonicClock.Now : WaitMax;
        _poller.Wait(due < WaitMax ? due : WaitMax);
        if (Primary.Deadline <= MonotonicClock.Now)
        {
            Primary.TakeTime(Guarded());
        }

        foreach (var node in Nodes.Where(node => !deaf.Contains(node) && !node.IsAtEnd))
        {
            node.Read();
        }
    }

    internal void Until(Func<bool> isTrue, params FakeNode[] deaf)
    {
        var watch = Stopwatch.StartNew();
        while (!isTrue())
        {
            Assert.True(watch.Elapsed < PatienceMax, "it does not happen");
            Round(deaf);
        }
    }

    /// <summary>Everything that is under way has arrived.</summary>
    internal void Settle(int rounds = 20)
    {
        for (var i = 0; i < rounds; i++)
        {
            Primary.TakeTime(Guarded());
            _poller.Wait(TimeSpan.Zero);
            Nodes.ForEach(node => node.Read());
        }
    }

    internal Socket Connect(int port) => Connect(new IPEndPoint(IPAddress.Loopback, port));

    internal Socket Connect(EndPoint address)
    {
        var client = new Socket(
            address.AddressFamily, SocketType.Stream,
            address is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)PatienceMax.TotalMilliseconds,
        };
        client.Connect(address);
        _clients.Add(client);
        return client;
    }

    /// <returns>The pid of the one that answered 200.</returns>
    internal static int Answerer(Socket client)
    {
        var bytes = new byte[100];
        var count = client.Receive(bytes);
        var words = System.Text.Encoding.ASCII.GetString(bytes, 0, count).Split(' ', '\n');
        Assert.Equal("200", words[0]);
        return int.Parse(words[1], CultureInfo.InvariantCulture);
    }

    /// <summary>A look at somebody's socket, without owning it.</summary>
    internal static Socket SocketOf(OwnedFd fd) => new(new SafeSocketHandle(fd.Number, ownsHandle: false));

    internal static bool IsNonBlocking(OwnedFd fd)
    {
        var flags = File.ReadLines($"/proc/self/fdinfo/{fd.Number}").First(line => line.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(flags[6..].Trim(), 8) & Convert.ToInt32("4000", 8)) != 0;
    }

    public void Dispose()
    {
        Primary.GiveUp();
        foreach (var node in Nodes.ToList())
        {
            Kill(node);
        }

        Primary.Dispose();
        _adopted.ForEach(socket => socket.Address.Close());
        _clients.ForEach(client => client.Dispose());
        _poller.Dispose();
    }

    private List<GuardedWorker> Guarded() =>
        [.. Nodes.Select(node => new GuardedWorker(new Seat(0, 0), node.Pid, IsReady: true, TimeSpan.Zero))];
}
