using Init.Core.Pool;
using Init.Core.Read;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Xunit;

namespace Init.Runtime.Tests.Cluster;

/// <summary>What programs say and are told.</summary>
public sealed class ChannelMessageTests : IDisposable
{
    private readonly PrimaryScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Ready_is_readiness_and_no_message()
    {
        var node = _scene.Add(slot: 2);
        node.Say("\"ready\"");
        _scene.Settle();
        Assert.Equal(
            (new Seat(2, 0), node.Pid, new WorkerEvent(WorkerEventKind.Notified)), Assert.Single(_scene.News.Happened));
        Assert.Empty(_scene.News.Told);
    }

    [Theory]
    [InlineData("{\"type\":\"bye\",\"pid\":919}")]
    [InlineData("null")]
    [InlineData("[1,2,{\"é\":\"€\"}]")]
    [InlineData("\"Ready\"")]
    [InlineData("{\"ready\":true}")]
    public void Message_is_told_as_it_is(string json)
    {
        var node = _scene.Add(slot: 1);
        node.Say(json);
        _scene.Settle();
        var news = Assert.Single(_scene.News.Told);
        Assert.Equal(
            (NewsKind.Message, $"worker 1 (pid {node.Pid}) says {json}", new RawJson(json), 1, node.Pid),
            (news.Kind, news.Message, news.Data!.Value, news.Slot, news.Pid));
    }

    [Fact]
    public void Message_that_is_long_is_shown_in_part_and_one_that_is_too_long_not_at_all()
    {
        var node = _scene.Add();
        node.Say($"\"{new string('x', 5000)}\"");
        node.Say($"\"{new string('y', 20_000)}\"");
        _scene.Settle();
        var told = _scene.News.Messages.ToList();
        Assert.Equal(5002, told[0].Data!.Value.Text.Length);
        Assert.InRange(told[0].Message.Length, 200, 250);
        Assert.Null(told[1].Data);
        Assert.Contains("something of 20002 characters", told[1].Message);
    }

    /// <summary>What a terminal would obey, and half a character, are no part of a line for people.</summary>
    [Fact]
    public void Message_cannot_command_a_terminal()
    {
        var node = _scene.Add();
        node.Say("\"\u009b2J\u202e\u007f\"");
        node.Say($"\"{new string('x', 198)}\U0001F600\"");
        node.Say("[1,\r2]");
        _scene.Settle();
        var told = _scene.News.Messages.Select(news => news.Message).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, text => Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u202e'));
        Assert.False(char.IsSurrogate(told[1][^2]));
    }

    [Fact]
    public void Flood_of_messages_is_cut_and_said_to_be()
    {
        var node = _scene.Add();
        for (var i = 0; i < 1000; i++)
        {
            node.Say($"{i}");
            _scene.Settle(1);
        }

        _scene.Settle();
        var told = _scene.News.Messages.Count();
        Assert.InRange(told, 100, 990);
        _scene.Kill(node);
        var dropped = _scene.News.Notes.Select(note => note.Message).ToList();
        Assert.NotEmpty(dropped);
        Assert.Contains("said more than is passed on", dropped[^1]);
        var count = dropped.Sum(text => int.Parse(
            text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1000, told + count);
    }

    [Fact]
    public void What_node_itself_reports_is_no_message()
    {
        var node = _scene.Add();
        node.Say("{\"watch:require\":[\"/abs/file.js\",null]}");
        node.Say("{\"watch:import\":[\"file:///a.mjs\"]}");
        node.Say("{\"cmd\":\"NODE_SOCKET_NOTIFY_CLOSE\"}");
        node.Say("{\"cmd\":\"NODE_SOMETHING_NEW\",\"x\":1}");
        _scene.Settle();
        Assert.Empty(_scene.News.Told);
        Assert.Empty(_scene.News.Happened);
        Assert.Empty(node.Lines);
    }

    [Fact]
    public void Nonsense_is_counted_and_told_rarely()
    {
        var node = _scene.Add();
        for (var i = 0; i < 100; i++)
        {
            node.Say(i % 2 == 0 ? "{" : "{\"cmd\":\"NODE_HANDLE_ACK\"}");
        }

        _scene.Until(() => _scene.News.Told.Count == 3);
        Assert.Equal(
            new[] { 1, 10, 100 }.Select(count =>
                $"worker 0 (pid {node.Pid}) has written {count} lines on its channel that make no sense: they are ignored"),
            _scene.News.Notes.Select(note => note.Message));
        Assert.Equal(1, _scene.Primary.Send("1", null));
    }

    [Fact]
    public void Message_that_is_larger_than_may_be_is_lost_and_told_in_the_end()
    {
        var node = _scene.Add();
        byte[] line = [(byte)'"', .. Enumerable.Repeat((byte)'x', 2 << 20), (byte)'"', (byte)'\n'];
        for (var sent = 0; sent < line.Length;)
        {
            sent += node.TrySay(line.AsSpan(sent..));
            _scene.Settle(1);
        }

        node.Say("\"ready\"");
        _scene.Until(() => _scene.News.Happened.Count == 1);
        Assert.Empty(_scene.News.Told);
        _scene.Kill(node);
        Assert.Contains("wrote 1 messages of more than 1 MiB", Assert.Single(_scene.News.Notes).Message);
    }

    [Fact]
    public void Descriptor_of_a_program_is_acknowledged_and_closed_and_its_message_told()
    {
        var node = _scene.Add();
        Assert.Equal(0, Descriptor.CreatePipe(out var read, out var write));
        using (read)
        {
            node.Say("{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Socket\",\"msg\":{\"h\":1},\"key\":\"4:127.0.0.1:3000\"}\n"u8, write);
            write.Dispose();
            _scene.Until(() => node.Lines.Count == 1);
            Assert.Equal("{\"cmd\":\"NODE_HANDLE_ACK\"}", node.Lines[0]);
            Assert.Equal("{\"h\":1}", Assert.Single(_scene.News.Messages).Data!.Value.Text);

            // The end is seen when nobody holds the other one any more.
            Assert.Equal(0, Descriptor.Read(read, new byte[1]));
        }
    }

    [Fact]
    public void Descriptor_that_is_announced_and_does_not_come_is_missed()
    {
        var node = _scene.Add();
        node.Say("{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Socket\",\"msg\":{\"h\":1}}");
        _scene.Until(() => node.Lines.Count == 1);
        Assert.Equal("{\"cmd\":\"NODE_HANDLE_NACK\"}", node.Lines[0]);
        Assert.Empty(_scene.News.Told);
    }

    [Fact]
    public void Descriptors_that_nobody_announces_do_not_pile_up()
    {
        var before = PrimaryScene.OpenSockets;
        var node = _scene.Add();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(0, MessageChannel.CreatePair(out var one, out var two));
            node.Say("1\n"u8, one);
            one.Dispose();
            two.Dispose();
            _scene.Settle(1);
        }

        Assert.InRange(PrimaryScene.OpenSockets, before, before + 2 + 4);
        _scene.Kill(node);
        Assert.Equal(before, PrimaryScene.OpenSockets);
    }

    [Fact]
    public void Message_goes_to_one_slot_or_to_all()
    {
        var nodes = new[] { _scene.Add(), _scene.Add(), _scene.Add() };
        Assert.Equal(3, _scene.Primary.Send(" { \"a\" :\n 1 } ", null));
        Assert.Equal(1, _scene.Primary.Send("\"two\"", 1));
        Assert.Equal(0, _scene.Primary.Send("\"nobody\"", 7));
        Assert.Equal(-1, _scene.Primary.Send("no json", null));
        Assert.Equal(-1, _scene.Primary.Send("{\"cmd\":\"NODE_HANDLE_ACK\"}", null));
        _scene.Settle();
        Assert.Equal(["{\"a\":1}"], nodes[0].Lines);
        Assert.Equal(["{\"a\":1}", "\"two\""], nodes[1].Lines);
        _scene.Kill(nodes[1]);
        Assert.Equal(0, _scene.Primary.Send("\"two\"", 1));
    }

    [Fact]
    public void Worker_whose_channel_is_closed_is_told_nothing()
    {
        var node = _scene.Add();
        node.Dispose();
        _scene.Nodes.Remove(node);
        _scene.Settle();
        Assert.Equal(0, _scene.Primary.Send("1", null));
        _scene.Primary.Ended(node.Pid);
    }

    [Fact]
    public void What_it_said_before_its_end_is_heard()
    {
        var node = _scene.Add();
        node.Say(string.Join('\n', Enumerable.Repeat("{\"watch:require\":[]}", 500)));
        node.Say("\"ready\"");
        node.Say("\"cut off"u8);
        _scene.Kill(node);
        Assert.Equal(WorkerEventKind.Notified, Assert.Single(_scene.News.Happened).Event.Kind);
        Assert.Empty(_scene.News.Told);
    }
}
