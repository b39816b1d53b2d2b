using System.Buffers.Binary;
using System.Text;
using Init.Core.Link;
using Init.Core.Read;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Sockets;
using Init.Runtime.Agents;
using Xunit;

namespace Init.Runtime.Tests.Agents;

public sealed class AgentLinkTests : IDisposable
{
    private const int RequestBytesMax = 128 << 10;

    private readonly List<LinkRequest> _asked = [];
    private readonly AgentLink _link;
    private readonly OwnedFd _agent;
    private Func<LinkRequest, LinkReply?> _answer = _ => null;

    public AgentLinkTests()
    {
        Assert.Equal(0, MessageChannel.CreatePair(out var ours, out _agent));
        _link = new AgentLink(ours, request =>
        {
            _asked.Add(request);
            return _answer(request);
        });
    }

    public void Dispose()
    {
        _link.Dispose();
        _agent.Dispose();
    }

    [Fact]
    public void Frame_in_single_bytes_is_one_request()
    {
        foreach (var part in Frame("""{"kind":"snapshot","id":7,"accepted":3}"""))
        {
            Assert.Empty(_asked);
            Tell([part]);
            Assert.True(_link.Receive());
        }

        Assert.Equal([new LinkRequest(LinkRequestKind.Snapshot, 7, 3)], _asked);
    }

    [Fact]
    public void Several_frames_and_a_part_of_one_come_in_order()
    {
        var frames = Enumerable.Range(1, 4).SelectMany(id => Frame($$"""{"kind":"snapshot","id":{{id}}}""")).ToArray();
        Tell(frames.AsSpan(..^5));
        Assert.True(_link.Receive());
        Assert.Equal([1, 2, 3], _asked.Select(request => request.Id));
        Tell(frames.AsSpan(^5..));
        Assert.True(_link.Receive());
        Assert.Equal([1, 2, 3, 4], _asked.Select(request => request.Id));
    }

    [Fact]
    public void Largest_frame_is_taken()
    {
        const string Start = """{"kind":"snapshot","id":9""";
        Tell(Frame(Start + new string(' ', RequestBytesMax - Start.Length - 1) + "}"));
        Assert.True(_link.Receive());
        Assert.True(_asked.Count == 1 || (_link.Receive() && _asked.Count == 1));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(RequestBytesMax + 1u)]
    [InlineData(LinkFrame.BodyBytesMax)]
    [InlineData(0x80000000u)]
    [InlineData(uint.MaxValue)]
    public void Frame_out_of_bounds_ends_the_link(uint length)
    {
        var header = new byte[LinkFrame.HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        Tell(header);
        Assert.False(_link.Receive());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"kind":"no-such-question"}""")]
    [InlineData("""{"kind":7}""")]
    [InlineData("""{"id":99999999999999999999}""")]
    [InlineData("{\"kind\":\"\xff\"}")]
    [InlineData("\0")]
    public void Garbage_ends_the_link(string body)
    {
        Tell(Frame(Encoding.Latin1.GetBytes(body)));
        Assert.False(_link.Receive());
        Assert.Empty(_asked);
    }

    [Fact]
    public void Deep_nesting_ends_the_link()
    {
        Tell(Frame(new string('[', RequestBytesMax)));
        Assert.True(!_link.Receive() || !_link.Receive());
    }

    [Fact]
    public void Agent_that_closes_ends_the_link()
    {
        _agent.Dispose();
        Assert.False(_link.Receive());
    }

    /// <summary>An agent that asks faster than it is answered must not keep the loop from reaping and from signals.</summary>
    [Fact]
    public void Agent_that_never_stops_asking_is_left_for_the_next_round()
    {
        const int Flood = 20_000;
        var frame = Frame("""{"kind":"snapshot","id":1}""");
        _answer = _ =>
        {
            if (_asked.Count < Flood)
            {
                Tell(frame);
            }

            return null;
        };
        Tell(frame);
        Assert.True(_link.Receive());
        Assert.InRange(_asked.Count, 1, 200);
    }

    [Fact]
    public void Reply_that_does_not_fit_is_kept_in_order()
    {
        var sent = 0;
        while (!_link.HasUnsent)
        {
            Assert.True(_link.Send(Reply(++sent)));
        }

        var bytes = new List<byte>();
        var buffer = new byte[1 << 16];
        while (_link.HasUnsent || bytes.Count == 0)
        {
            bytes.AddRange(buffer.AsSpan(0, Descriptor.Read(_agent, buffer)));
            Assert.True(_link.Flush());
        }

        _link.Dispose();
        for (var count = Descriptor.Read(_agent, buffer); count > 0; count = Descriptor.Read(_agent, buffer))
        {
            bytes.AddRange(buffer.AsSpan(0, count));
        }

        Assert.Equal(Enumerable.Range(1, sent).Select(id => (long)id), Ids([.. bytes]));
    }

    [Fact]
    public void Agent_that_does_not_read_is_cut_off()
    {
        var sends = 0;
        while (_link.Send(Reply(++sends)))
        {
            Assert.InRange(sends, 1, 100_000);
        }
    }

    [Fact]
    public void Reply_to_an_agent_that_is_gone_ends_the_link()
    {
        _agent.Dispose();
        Assert.False(_link.Send(Reply(1)));
    }

    private static LinkReply Reply(long id) => new(id, new Snapshot
    {
        Pm1 = new string('x', 500), Pid = 1, UptimeSeconds = 0, Phase = SupervisorPhase.Running, Apps = [], Degraded = [],
        Drain = null, Cpu = new CpuSnapshot(0, 1, WorkersSource.Affinity),
    }, Stop: false, FlushMilliseconds: 0);

    private static List<long> Ids(byte[] bytes)
    {
        var ids = new List<long>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = LinkFrame.ReadHeader(bytes.AsSpan(at));
            var body = bytes.AsSpan(at + LinkFrame.HeaderBytes, length);
            ids.Add(System.Text.Json.JsonSerializer.Deserialize(body, LinkJson.Default.LinkReply)!.Id);
            at += LinkFrame.HeaderBytes + length;
        }

        return ids;
    }

    private static byte[] Frame(string body) => Frame(Encoding.UTF8.GetBytes(body));

    private static byte[] Frame(byte[] body)
    {
        var frame = new byte[LinkFrame.HeaderBytes + body.Length];
        LinkFrame.WriteHeader(frame, body.Length);
        body.CopyTo(frame, LinkFrame.HeaderBytes);
        return frame;
    }

    private void Tell(ReadOnlySpan<byte> bytes) => Assert.Equal(0, Descriptor.WriteAll(_agent, bytes));
}
