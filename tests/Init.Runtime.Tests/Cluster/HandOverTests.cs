using System.Diagnostics;
using System.Net.Sockets;
using Init.Core.Pool;
using Init.Core.Spec;
using Init.Linux.Descriptors;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>Connections on their way to workers.</summary>
public sealed class HandOverTests : IDisposable
{
    private readonly PrimaryScene _scene = new(Balance.RoundRobin);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Connection_comes_with_the_exact_line_alone_and_does_not_block()
    {
        var (node, port) = _scene.AddServing();
        var client = _scene.Connect(port);
        _scene.Until(() => node.Connections.Count == 1);
        Assert.Equal(
            """{"cmd":"NODE_HANDLE","type":"net.Native","msg":{"cmd":"NODE_CLUSTER","act":"newconn","key":"pm1x1","seq":1}}""",
            node.Lines[1]);
        Assert.True(PrimaryScene.IsNonBlocking(node.Connections.Peek()));
        node.Serve();
        Assert.Equal(node.Pid, PrimaryScene.Answerer(client));
    }

    [Fact]
    public void Many_at_once_come_one_by_one_each_with_its_descriptor()
    {
        var (node, port) = _scene.AddServing();
        var clients = Enumerable.Range(0, 200).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => node.HandOvers == 200);
        Assert.True(node.OneEach);
        Assert.Equal(200, node.Connections.Count);
        node.Serve();
        Assert.All(clients, client => Assert.Equal(node.Pid, PrimaryScene.Answerer(client)));
    }

    /// <summary>Else the client would not see the end of it.</summary>
    [Fact]
    public void Connection_that_was_accepted_is_the_workers_alone()
    {
        var (node, port) = _scene.AddServing();
        var client = _scene.Connect(port);
        _scene.Until(() => node.Connections.Count == 1);
        _scene.Until(() => _scene.Primary.UnderWay(node.Pid) == 0);
        node.Connections.Dequeue().Dispose();
        Assert.Equal(0, client.Receive(new byte[1]));
    }

    [Fact]
    public void Workers_take_turns_by_their_weights()
    {
        var (first, port) = _scene.AddServing();
        _ = _scene.AddServing();
        _ = _scene.AddServing();
        var got = new List<int>();
        _scene.Primary.Weigh(_scene.Nodes.ToDictionary(node => node.Pid, node => node == first ? 5L : 1L));
        for (var i = 0; i < 14; i++)
        {
            _ = _scene.Connect(port);
            _scene.Until(() => _scene.Nodes.Sum(node => node.Connections.Count) == 1);
            got.Add(_scene.Nodes.FindIndex(node => node.Connections.Count == 1));
            _scene.Nodes.ForEach(node => node.Serve());
            _scene.Settle(3);
        }

        Assert.Equal([0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0], got);
    }

    [Fact]
    public void Nobody_entitled_and_connections_wait_until_somebody_is()
    {
        var (node, port) = _scene.AddServing();
        _scene.Weigh(0);
        var client = _scene.Connect(port);
        _scene.Settle();
        Assert.Equal(0, node.HandOvers);
        Assert.Null(_scene.Primary.Deadline);
        _scene.Weigh();
        _scene.Until(() => node.Connections.Count == 1);
        node.Serve();
        Assert.Equal(node.Pid, PrimaryScene.Answerer(client));
    }

    [Fact]
    public void What_a_dead_worker_had_not_accepted_is_served_by_another_one()
    {
        var (first, port) = _scene.AddServing();
        var (second, _) = _scene.AddServing();
        first.Accepts = null;
        var clients = Enumerable.Range(0, 20).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => first.HandOvers > 0 && first.HandOvers + second.HandOvers == 20);
        Assert.Equal(first.HandOvers, _scene.Primary.UnderWay(first.Pid));
        _scene.Kill(first);
        _scene.Until(() => second.Connections.Count == 20);
        second.Serve();
        Assert.All(clients, client => Assert.Equal(second.Pid, PrimaryScene.Answerer(client)));
    }

    [Fact]
    public void With_nobody_left_they_wait_for_the_next_worker()
    {
        var (first, port) = _scene.AddServing();
        first.Accepts = null;
        var clients = Enumerable.Range(0, 5).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => first.HandOvers == 5);
        _scene.Kill(first);
        _scene.Settle();
        var (next, same) = _scene.AddServing();
        Assert.Equal(port, same);
        _scene.Until(() => next.Connections.Count == 5);
        next.Serve();
        Assert.All(clients, client => Assert.Equal(next.Pid, PrimaryScene.Answerer(client)));
    }

    /// <summary>Its channel is closed first, its end is heard of later.</summary>
    [Fact]
    public void What_it_accepted_with_its_last_breath_is_its_own()
    {
        var (first, port) = _scene.AddServing();
        var (second, _) = _scene.AddServing();
        _scene.Primary.Weigh(new Dictionary<int, long> { [first.Pid] = 1 });
        var client = _scene.Connect(port);
        first.Accepts = _ => true;
        _scene.Until(() => _scene.Primary.UnderWay(first.Pid) == 1, first);

        // More than is read at a time, after which nothing of ours can be sent any more.
        first.Say(string.Join('\n', Enumerable.Repeat($"\"{new string('x', 100)}\"", 400)));
        first.Read();
        var kept = first.Connections.Dequeue();
        Assert.Equal(2, _scene.Primary.Send("\"unread\"", null));
        first.Dispose();
        _scene.Nodes.Remove(first);
        _ = _scene.Primary.Send("\"to nobody\"", null);
        _scene.Weigh();
        _scene.Until(() => _scene.Primary.UnderWay(first.Pid) == 0);
        _scene.Settle();
        Assert.Equal(0, second.HandOvers);
        _ = Descriptor.WriteAll(kept, "200 1\n"u8);
        kept.Dispose();
        Assert.Equal(1, PrimaryScene.Answerer(client));
        _scene.Primary.Ended(first.Pid);
    }

    [Fact]
    public void Refused_connection_goes_to_another_worker()
    {
        var (first, port) = _scene.AddServing();
        var (second, _) = _scene.AddServing();
        first.Accepts = _ => false;
        var clients = Enumerable.Range(0, 10).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => second.Connections.Count == 10);
        Assert.InRange(first.Refused, 1, 10);
        second.Serve();
        Assert.All(clients, client => Assert.Equal(second.Pid, PrimaryScene.Answerer(client)));
    }

    [Fact]
    public void Where_all_refuse_they_are_asked_again_with_pauses()
    {
        var (node, port) = _scene.AddServing();
        node.Accepts = _ => false;
        var client = _scene.Connect(port);
        var watch = Stopwatch.StartNew();
        _scene.Until(() => node.Refused == 5);
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(70), $"asked five times within {watch.Elapsed}");
        node.Accepts = _ => true;
        _scene.Until(() => node.Connections.Count == 1);
        node.Serve();
        Assert.Equal(node.Pid, PrimaryScene.Answerer(client));
    }

    [Fact]
    public void Connection_whose_descriptor_did_not_arrive_is_not_lost()
    {
        var (first, port) = _scene.AddServing();
        var (second, _) = _scene.AddServing();
        first.LosesDescriptors = true;
        var clients = Enumerable.Range(0, 6).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => second.Connections.Count == 6);
        Assert.Equal(0, first.HandOvers);
        second.Serve();
        Assert.All(clients, client => Assert.Equal(second.Pid, PrimaryScene.Answerer(client)));
    }

    [Fact]
    public void Worker_that_does_not_read_gets_few_and_delays_nobody()
    {
        var (deaf, port) = _scene.AddServing();
        var (other, _) = _scene.AddServing();
        var served = 0;
        for (var round = 0; round < 20; round++)
        {
            var clients = Enumerable.Range(0, 20).Select(_ => _scene.Connect(port)).ToList();
            _scene.Until(
                () =>
                {
                    served += other.Connections.Count;
                    other.Serve();
                    return served + _scene.Primary.UnderWay(deaf.Pid) == (round + 1) * 20;
                },
                deaf);
        }

        // While the other one is busy too it gets some.
        Assert.InRange(_scene.Primary.UnderWay(deaf.Pid), 1, 200);
    }

    [Fact]
    public void Alone_it_gets_no_more_than_it_may_have_and_the_rest_waits_in_the_kernel()
    {
        var (deaf, port) = _scene.AddServing();
        _ = Enumerable.Range(0, 300).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => _scene.Primary.UnderWay(deaf.Pid) >= 256, deaf);
        for (var i = 0; i < 20; i++)
        {
            _scene.Round(deaf);
        }

        Assert.Equal(256, _scene.Primary.UnderWay(deaf.Pid));
        _scene.Until(() => deaf.Connections.Count == 300);
        Assert.True(deaf.OneEach);
    }

    [Fact]
    public void What_is_for_a_worker_that_does_not_read_is_bounded_and_nothing_waits()
    {
        var (deaf, _) = _scene.AddServing();
        var message = $"\"{new string('x', 10_000)}\"";
        var watch = Stopwatch.StartNew();
        var taken = 0;
        while (_scene.Primary.Send(message, null) == 1)
        {
            Assert.True(++taken < 1000);
        }

        Assert.InRange(taken, 100, 200);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
        _scene.Until(() => deaf.Said.Count(said => said?.GetValueKind() == System.Text.Json.JsonValueKind.String) == taken);
        Assert.Equal(1, _scene.Primary.Send(message, null));
    }

    [Fact]
    public void Worker_that_leaves_or_has_closed_its_server_gets_nothing_more()
    {
        var (first, port) = _scene.AddServing();
        var (second, _) = _scene.AddServing();
        var (third, _) = _scene.AddServing();
        first.SayCluster("\"act\":\"exitedAfterDisconnect\"");
        second.SayCluster("\"act\":\"close\",\"key\":\"pm1x2\"");
        _scene.Settle();
        _ = Enumerable.Range(0, 10).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => third.Connections.Count == 10);
        Assert.Equal((0, 0), (first.HandOvers, second.HandOvers));
    }

    /// <summary>Numbers can be guessed.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Answer_to_what_was_not_sent_yet_changes_nothing(string accepted)
    {
        var (hostile, port) = _scene.AddServing();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(1, _scene.Primary.Send($"\"{new string('x', 10_000)}\"", null));
        }

        var client = _scene.Connect(port);
        _scene.Until(() => _scene.Primary.UnderWay(hostile.Pid) == 1, hostile);
        hostile.SayCluster($"\"ack\":1,\"accepted\":{accepted}");
        for (var i = 0; i < 20; i++)
        {
            _scene.Round(hostile);
        }

        Assert.Equal(1, _scene.Primary.UnderWay(hostile.Pid));
        _scene.Until(() => hostile.Connections.Count == 1);
        hostile.Serve();
        Assert.Equal(hostile.Pid, PrimaryScene.Answerer(client));
    }

    [Fact]
    public void Worker_that_reads_no_more_but_writes_is_left_alone()
    {
        var (deaf, port) = _scene.AddServing();
        var (other, _) = _scene.AddServing();
        using (var socket = PrimaryScene.SocketOf(deaf.Fd))
        {
            socket.Shutdown(SocketShutdown.Receive);
        }

        var clients = Enumerable.Range(0, 10).Select(_ => _scene.Connect(port)).ToList();
        _scene.Until(() => other.Connections.Count == 10, deaf);
        other.Serve();
        Assert.All(clients, client => Assert.Equal(other.Pid, PrimaryScene.Answerer(client)));
        deaf.Say("\"ready\"");
        _scene.Until(() => _scene.News.Count(WorkerEventKind.Notified) == 1, deaf);

        // Nothing is left to be done: the loop may rest.
        for (var i = 0; i < 20; i++)
        {
            _scene.Round(deaf);
        }

        var watch = Stopwatch.StartNew();
        _scene.Round(deaf);
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(15), $"the loop turned after {watch.Elapsed}");
        Assert.Equal(1, _scene.Primary.Send("\"who hears it\"", null));
    }

    [Fact]
    public void Connections_that_wait_in_the_end_are_still_handed_over()
    {
        var (node, port) = _scene.AddServing();
        _scene.Weigh(0);
        var clients = Enumerable.Range(0, 50).Select(_ => _scene.Connect(port)).ToList();
        _scene.Weigh();
        _scene.Primary.GiveUp();
        node.Read();
        Assert.Equal(50, node.Connections.Count);
        node.Serve();
        Assert.All(clients, client => Assert.Equal(node.Pid, PrimaryScene.Answerer(client)));
    }
}
