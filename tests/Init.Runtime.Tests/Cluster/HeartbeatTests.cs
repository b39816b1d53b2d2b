using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Linux.Sockets;
using Init.Runtime.Cluster;
using Init.Runtime.Guards;
using Init.Runtime.Tests.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>Whether event loops turn, by a hand clock.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly NewsRecord _news = new();
    private readonly List<string> _asked = [];
    private NodeWorker _worker;
    private HeartbeatRound _round;
    private TimeSpan _now = TimeSpan.FromHours(1);
    private bool _hasRoom = true;

    public HeartbeatTests() => (_worker, _round) = (Worker(), Round(HeartbeatBy.Channel));

    public void Dispose() => _worker.Channel.Dispose();

    [Fact]
    public void Worker_is_asked_once_a_period_by_what_only_nodes_runtime_answers()
    {
        for (var i = 0; i < 8; i++)
        {
            Pass(0.5);
            Answer();
        }

        Assert.Equal(2, _asked.Count);
        Assert.All(_asked, line => Assert.Equal("{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Native\",\"msg\":null}\n", line));
        Assert.Empty(_news.Wishes);
    }

    [Fact]
    public void Answer_says_how_long_the_loop_took()
    {
        Assert.Null(_worker.Pulse.Lag);
        Pass(0.1);
        _now += TimeSpan.FromMilliseconds(120);
        Answer();
        Assert.Equal(TimeSpan.FromMilliseconds(120), _worker.Pulse.Lag);
    }

    [Fact]
    public void Three_periods_without_a_sign_and_it_is_to_be_replaced()
    {
        Pass(5.9);
        Assert.Empty(_news.Wishes);
        Pass(0.6);
        var wish = Assert.Single(_news.Wishes);
        Assert.Equal(
            (_worker.Seat, _worker.Pid, RestartReason.Watchdog, true), (wish.Seat, wish.Pid, wish.Reason, wish.Hangs));
        Assert.StartsWith("has not answered for 6", wish.Why);
        Assert.Single(_asked);
        Pass(5.5);
        Assert.Single(_news.Wishes);
        Pass(1);
        Assert.Equal(2, _news.Wishes.Count);
    }

    [Fact]
    public void Anything_that_comes_is_a_sign()
    {
        for (var i = 0; i < 20; i++)
        {
            Pass(3);
            _round.Hear(_worker, _now);
        }

        Assert.Empty(_news.Wishes);
    }

    [Fact]
    public void One_that_answers_late_is_asked_again()
    {
        Pass(5);
        Answer();
        Pass(2.1);
        Assert.Equal(2, _asked.Count);
        Pass(3);
        Assert.Empty(_news.Wishes);
    }

    /// <summary>It was not asked, and has nothing to answer.</summary>
    [Fact]
    public void One_that_had_no_room_for_the_question_is_asked_later()
    {
        _hasRoom = false;
        Pass(2.5);
        _hasRoom = true;
        Pass(2);
        Assert.Single(_asked);
        Answer();
        Pass(4);
        Answer();
        Pass(4);
        Assert.Empty(_news.Wishes);
    }

    [Fact]
    public void One_that_never_has_room_does_not_read_and_is_replaced()
    {
        _hasRoom = false;
        Pass(6.6);
        Assert.Single(_news.Wishes);
    }

    [Fact]
    public void Program_is_asked_every_period_because_a_message_may_be_lost()
    {
        _round = Round(HeartbeatBy.Message);
        Pass(4.6);
        Assert.Equal(Enumerable.Repeat($"\"ping#{_worker.Pid}\"\n", 3), _asked);
        _round.Hear(_worker, _now);
        _round.Pong(_worker, _now);
        Pass(5.4);
        Assert.Empty(_news.Wishes);
        _round.Hear(_worker, _now);
        Pass(1);
        Assert.Single(_news.Wishes);
    }

    [Fact]
    public void Silence_counts_from_when_it_was_ready()
    {
        var readyAt = _now + TimeSpan.FromSeconds(4);
        Pass(8, readyAt);
        Assert.Empty(_news.Wishes);
        Pass(2.5, readyAt);
        Assert.Single(_news.Wishes);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void One_that_leaves_or_is_not_ready_is_not_asked(bool leaves, bool isReady)
    {
        _worker.Leaves = leaves;
        for (var i = 0; i < 100; i++)
        {
            _now += TimeSpan.FromSeconds(0.5);
            _round.TakeTime([new GuardedWorker(_worker.Seat, _worker.Pid, isReady, TimeSpan.Zero)], _ => _worker, _now);
        }

        Assert.Empty(_asked);
        Assert.Empty(_news.Wishes);
    }

    [Theory]
    [InlineData(HeartbeatBy.Notify, 2)]
    [InlineData(HeartbeatBy.Channel, null)]
    public void Without_a_period_or_a_channel_nothing_is_ever_due(HeartbeatBy by, int? seconds)
    {
        TimeSpan? period = seconds is { } known ? TimeSpan.FromSeconds(known) : null;
        var round = new HeartbeatRound(
            Apps.Of() with { Share = ShareMode.Node, HeartbeatBy = by, Heartbeat = period }, _news, (_, _) => true);
        Assert.Null(round.Deadline);
    }

    [Fact]
    public void Primary_asks_hears_and_knows_the_lag()
    {
        using var scene = new PrimaryScene(change: app => app with
        {
            HeartbeatBy = HeartbeatBy.Channel, Heartbeat = TimeSpan.FromMilliseconds(100),
        });
        var node = scene.Add();
        scene.Until(() => node.Lines.Count >= 2);
        Assert.InRange(scene.Primary.Lag(node.Pid)!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        scene.News.Wishes.Clear();
        scene.Until(() => scene.News.Wishes.Count > 0, node);
        Assert.Empty(scene.News.Notes);
    }

    [Fact]
    public void Pong_of_another_process_is_a_message()
    {
        using var scene = new PrimaryScene(change: app => app with
        {
            HeartbeatBy = HeartbeatBy.Message, Heartbeat = TimeSpan.FromMilliseconds(100),
        });
        var node = scene.Add();
        scene.Until(() => node.Lines.Count > 0);
        node.Say("\"pong#1\"");
        scene.Settle();
        Assert.Single(scene.News.Messages);
        Assert.Null(scene.Primary.Lag(node.Pid));
        node.Say($"\"pong#{node.Pid}\"");
        scene.Settle();
        Assert.Single(scene.News.Messages);
        Assert.NotNull(scene.Primary.Lag(node.Pid));
    }

    private static NodeWorker Worker()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out var theirs));
        theirs.Dispose();
        return new NodeWorker(new Seat(0, 0), 4711, new NodeChannel(ours));
    }

    private HeartbeatRound Round(HeartbeatBy by) => new(
        Apps.Of() with { Share = ShareMode.Node, HeartbeatBy = by, Heartbeat = Period }, _news, (_, line) =>
        {
            if (_hasRoom)
            {
                _asked.Add(System.Text.Encoding.UTF8.GetString(line));
            }

            return _hasRoom;
        });

    /// <summary>As the primary takes a NODE_HANDLE_NACK.</summary>
    private void Answer()
    {
        _round.Hear(_worker, _now);
        while (_worker.Asked.TryDequeue(out var asked))
        {
            _worker.Pulse.Answered(asked.At, _now);
        }
    }

    private void Pass(double seconds, TimeSpan? readyAt = null)
    {
        var ready = new GuardedWorker(_worker.Seat, _worker.Pid, IsReady: true, readyAt ?? TimeSpan.FromHours(1));
        for (var end = _now + TimeSpan.FromSeconds(seconds); _now < end;)
        {
            _now += TimeSpan.FromMilliseconds(100);
            _round.TakeTime([ready], pid => pid == _worker.Pid ? _worker : null, _now);
        }
    }
}
