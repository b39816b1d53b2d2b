using Init.Core.Cluster;
using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Sockets;
using Init.Runtime.Cluster;
using Init.Runtime.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>Who gets a connection that somebody gave back, by a hand clock.</summary>
public sealed class DispatcherTests : IDisposable
{
    private readonly Poller _poller = new();
    private readonly List<NodeWorker> _workers = [];
    private readonly List<OwnedFd> _ends = [];
    private readonly List<int> _got = [];
    private readonly HashSet<int> _full = [];
    private readonly NodeListener _listener;
    private readonly Dispatcher _dispatcher;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public DispatcherTests()
    {
        var news = new NewsRecord();
        var query = new ServerQuery { Family = ServerFamily.Ipv4 };
        var address = SocketAddress.OfIp(System.Net.IPAddress.Loopback, 0);
        Assert.Equal(0, OwnedSocket.Create(SocketKind.Tcp, address.Family, out var socket));
        Assert.Equal(0, socket.Bind(address));
        var shared = new SharedAddress("127.0.0.1:0") { IsDispatched = true };
        _listener = new NodeListener(query, shared, shared.Add(0, socket), null);
        _dispatcher = new Dispatcher(
            _poller, Balance.RoundRobin, _workers, Put, new ConnectionGuard(null, () => 0, news), news);
        _dispatcher.Add(_listener);
    }

    public void Dispose()
    {
        _dispatcher.Close();
        _workers.ForEach(worker => worker.Channel.Dispose());
        _ends.ForEach(end => end.Dispose());
        _listener.Address.Close();
        _poller.Dispose();
    }

    [Fact]
    public void One_that_has_not_answered_for_long_comes_after_all_others()
    {
        var (slow, other) = (Add(), Add());
        slow.Asked.Enqueue(new Asked(_now - TimeSpan.FromSeconds(1), HandOver: null, IsEcho: false));
        Give(100);
        Assert.Equal((0, 100), (slow.UnderWay.Count, other.UnderWay.Count));
        Give(200);
        Assert.Equal((44, 256), (slow.UnderWay.Count, other.UnderWay.Count));
    }

    [Fact]
    public void Where_all_are_busy_whoever_has_fewest_is_next()
    {
        var (first, second) = (Add(), Add());
        Give(63);
        Assert.Equal((32, 31), (first.UnderWay.Count, second.UnderWay.Count));
        Give(100);
        Assert.InRange(first.UnderWay.Count - second.UnderWay.Count, -1, 1);
    }

    [Fact]
    public void Nobody_gets_more_than_it_may_have()
    {
        var worker = Add();
        Give(300);
        Assert.Equal((256, 44), (worker.UnderWay.Count, _listener.Returned.Count));
        _dispatcher.Answered(worker, 0, isAccepted: true, _now);
        Assert.Equal((256, 43), (worker.UnderWay.Count, _listener.Returned.Count));
    }

    [Fact]
    public void One_that_acknowledges_nothing_gets_nothing_more()
    {
        var worker = Add();
        for (var i = 0; i < 3000; i++)
        {
            Give(1);
            _dispatcher.Answered(worker, i, isAccepted: true, _now);
        }

        Assert.InRange(worker.Asked.Count, 1000, 1024);
    }

    [Fact]
    public void After_a_refusal_it_is_asked_again_when_a_pause_is_over()
    {
        var worker = Add();
        Give(1);
        _dispatcher.Answered(worker, 0, isAccepted: false, _now);
        Assert.Equal((1, 0), (_listener.Returned.Count, worker.Open));
        Assert.Equal(_now + TimeSpan.FromMilliseconds(20), _dispatcher.Deadline);
        _now += TimeSpan.FromMilliseconds(19.9);
        _dispatcher.TakeTime(_now);
        Assert.Single(_got);
        _now += TimeSpan.FromMilliseconds(0.1);
        _dispatcher.TakeTime(_now);
        Assert.Equal(2, _got.Count);
        Assert.Null(_dispatcher.Deadline);
    }

    [Fact]
    public void One_without_room_is_passed_over_and_nothing_is_lost()
    {
        var (full, other) = (Add(), Add());
        _full.Add(full.Pid);
        Give(10);
        Assert.Equal((0, 10), (full.UnderWay.Count, other.UnderWay.Count));
        _full.Add(other.Pid);
        Give(10);
        Assert.Equal((10, 10), (other.UnderWay.Count, _listener.Returned.Count));
        _full.Clear();
        _now += TimeSpan.FromMilliseconds(20);
        _dispatcher.TakeTime(_now);
        Assert.Equal((20, 0), (full.UnderWay.Count + other.UnderWay.Count, _listener.Returned.Count));
    }

    [Fact]
    public void What_is_lost_with_a_worker_comes_in_its_order()
    {
        var first = Add();
        Give(3);
        var connections = first.UnderWay.OrderBy(pair => pair.Key).Select(pair => pair.Value.Connection).ToList();
        first.Leaves = true;
        _dispatcher.Lose(first, _now);
        Assert.Equal(connections, _listener.Returned);
        var second = Add();
        _dispatcher.Distribute(_now);
        Assert.Equal(connections, second.UnderWay.OrderBy(pair => pair.Key).Select(pair => pair.Value.Connection));
    }

    private NodeWorker Add()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        _ends.Add(theirs);
        var worker = new NodeWorker(new Seat(_workers.Count, 0), 100 + _workers.Count, new NodeChannel(ours))
        {
            Weight = 1,
        };
        worker.OpenServer($"pm1x{_workers.Count}", _listener);
        _workers.Add(worker);
        return worker;
    }

    private void Give(int connections)
    {
        for (var i = 0; i < connections; i++)
        {
            Assert.Equal(0, Descriptor.CreateMemoryFile("connection", out var connection));
            _ends.Add(connection);
            _listener.Returned.Enqueue(connection);
        }

        _dispatcher.Distribute(_now);
    }

    private bool Put(NodeWorker worker, byte[] line, OwnedFd passed)
    {
        if (_full.Contains(worker.Pid))
        {
            return false;
        }

        _got.Add(worker.Pid);
        return true;
    }
}
