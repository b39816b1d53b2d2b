using Init.Core.Cluster;
using System.Diagnostics;
using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux.Sockets;
using Init.Runtime.Cluster;
using Init.Runtime.Tests.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>How workers are told to stop on the channel, and what follows, by a hand clock.</summary>
public sealed class FarewellTests : IDisposable
{
    private readonly Process _process = Process.Start("sleep", "1000");
    private readonly NodeWorker _worker;
    private readonly List<string> _sent = [];
    private TimeSpan _now = TimeSpan.FromHours(1);
    private bool _hasRoom = true;

    public FarewellTests()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        theirs.Dispose();
        _worker = new NodeWorker(new Seat(0, 0), 4711, new NodeChannel(ours));
    }

    public void Dispose()
    {
        _worker.Channel.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [Theory]
    [InlineData(StopBy.Disconnect, "{\"cmd\":\"NODE_CLUSTER\",\"act\":\"disconnect\",\"seq\":0}\n")]
    [InlineData(StopBy.Message, "\"shutdown\"\n")]
    public void Worker_is_told_on_the_channel(StopBy by, string line)
    {
        Serve();
        Assert.True(Farewells(by).TryTell(_worker, _now));
        Assert.Equal([line], _sent);
    }

    [Fact]
    public void Where_the_signal_is_the_word_nothing_is_said()
    {
        Serve();
        var farewells = Farewells(StopBy.Signal);
        Assert.False(farewells.TryTell(_worker, _now));
        Assert.Empty(_sent);
        Assert.Null(farewells.Deadline);
    }

    /// <summary>Else the channel would keep its event loop alive, and a program that just ends never would.</summary>
    [Theory]
    [InlineData(StopBy.Signal)]
    [InlineData(StopBy.Message)]
    public void One_that_was_told_and_has_closed_its_servers_may_let_go_of_its_channel(StopBy by)
    {
        Serve();
        var farewells = Farewells(by);
        farewells.LetGo(_worker);
        _ = farewells.TryTell(_worker, _now);
        farewells.LetGo(_worker);
        Assert.DoesNotContain(_sent, line => line.Contains("disconnect", StringComparison.Ordinal));
        _ = _worker.CloseServer("key");
        farewells.LetGo(_worker);
        Assert.Equal("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"disconnect\",\"seq\":0}\n", _sent[^1]);
    }

    [Fact]
    public void One_that_serves_nothing_may_let_go_at_once()
    {
        Assert.False(Farewells(StopBy.Signal).TryTell(_worker, _now));
        Assert.Single(_sent, line => line.Contains("disconnect", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_has_no_room_gets_the_signal()
    {
        _hasRoom = false;
        var farewells = Farewells(StopBy.Message);
        Assert.False(farewells.TryTell(_worker, _now));
        Assert.Null(farewells.Deadline);
        Assert.Null(_worker.SignalAt);
    }

    [Theory]
    [InlineData(25, 23)]
    [InlineData(3, 1.5)]
    [InlineData(0, 0)]
    public void Signal_follows_before_time_is_up(double timeout, double after)
    {
        var farewells = Farewells(StopBy.Disconnect, timeout);
        Assert.True(farewells.TryTell(_worker, _now));
        Assert.Equal(_now + TimeSpan.FromSeconds(after), farewells.Deadline);
        if (after > 0)
        {
            _now += TimeSpan.FromSeconds(after) - TimeSpan.FromTicks(1);
            farewells.TakeTime([_worker], _now);
            Assert.NotNull(_worker.SignalAt);
            Assert.False(_process.HasExited);
        }

        _now += TimeSpan.FromTicks(1);
        farewells.TakeTime([_worker], _now);
        Assert.True(_process.WaitForExit(10_000));
        Assert.Equal((null, null), (_worker.SignalAt, farewells.Deadline));
    }

    [Fact]
    public void Signal_follows_soon_when_the_channel_is_closed_and_the_process_goes_on()
    {
        var farewells = Farewells(StopBy.Disconnect);
        Assert.True(farewells.TryTell(_worker, _now));
        _now += TimeSpan.FromSeconds(5);
        farewells.Closed(_worker, _now);
        farewells.TakeTime([_worker], _now + TimeSpan.FromSeconds(0.9));
        Assert.False(_process.HasExited);
        farewells.TakeTime([_worker], _now + TimeSpan.FromSeconds(1));
        Assert.True(_process.WaitForExit(10_000));
    }

    [Fact]
    public void Channel_that_closes_by_itself_is_followed_by_nothing()
    {
        var farewells = Farewells(StopBy.Disconnect);
        farewells.Closed(_worker, _now);
        Assert.Null(farewells.Deadline);
        Assert.Null(_worker.SignalAt);
    }

    [Fact]
    public void Later_ones_are_still_due_when_the_first_was()
    {
        var farewells = Farewells(StopBy.Message);
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        using var channel = new NodeChannel(ours);
        theirs.Dispose();
        var other = new NodeWorker(new Seat(1, 0), 4712, channel);
        Assert.True(farewells.TryTell(other, _now));
        _now += TimeSpan.FromSeconds(10);
        Assert.True(farewells.TryTell(_worker, _now));
        farewells.TakeTime([other, _worker], _now + TimeSpan.FromSeconds(13));
        Assert.Null(other.SignalAt);
        Assert.Equal(_now + TimeSpan.FromSeconds(23), farewells.Deadline);
    }

    [Theory]
    [InlineData(StopBy.Disconnect, "{\"cmd\":\"NODE_CLUSTER\",\"act\":\"disconnect\",\"seq\":1}")]
    [InlineData(StopBy.Message, "\"shutdown\"")]
    public void Primary_gives_it_nothing_new_and_passes_on_what_it_had_not_accepted(StopBy by, string line)
    {
        using var scene = new PrimaryScene(Balance.RoundRobin, app => app with { StopBy = by });
        var (first, port) = scene.AddServing();
        Assert.True(scene.Primary.TryTellToStop(first.Pid));
        Assert.False(scene.Primary.TryTellToStop(1));
        var client = scene.Connect(port);
        scene.Settle();
        Assert.Equal(line, first.Lines[^1]);
        Assert.Equal(0, first.HandOvers);
        first.SayCluster("\"act\":\"close\",\"key\":\"pm1x1\"");
        first.Dispose();
        scene.Nodes.Remove(first);
        var (second, _) = scene.AddServing();
        scene.Until(() => second.Connections.Count == 1);
        second.Serve();
        Assert.Equal(second.Pid, PrimaryScene.Answerer(client));
        scene.Primary.Ended(first.Pid);
    }

    private void Serve() => _worker.OpenServer(
        "key", new NodeListener(new ServerQuery { Family = ServerFamily.Ipv4 }, null!, null!, null));

    private Farewells Farewells(StopBy by, double timeout = 25) => new(
        Apps.Of() with
        {
            Share = ShareMode.Node, StopBy = by, StopTimeout = TimeSpan.FromSeconds(timeout), StopSignal = 15,
        },
        (_, line) =>
        {
            if (_hasRoom)
            {
                _sent.Add(System.Text.Encoding.UTF8.GetString(line));
            }

            return _hasRoom;
        },
        _ => _process.Id);
}
