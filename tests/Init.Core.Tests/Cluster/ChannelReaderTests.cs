using System.Text;
using Init.Core.Cluster;
using Xunit;

namespace Init.Core.Tests.Cluster;

public sealed class ChannelReaderTests
{
    private static readonly ServerQuery Tcp = new() { Family = ServerFamily.Ipv4, Port = 3000 };
    private static readonly ServerQuery Local = Tcp with { Address = "127.0.0.1" };

    public static TheoryData<string, ChannelLine> WhatNodeWrites => new()
    {
        { Traces.Online, new ChannelLine.Online() },
        { Traces.Query, new ChannelLine.QueryServer(1, Tcp) },
        { Traces.Listening, new ChannelLine.Listening(Tcp) },
        { Traces.Taken, new ChannelLine.HandleTaken() },
        { Traces.Missed, new ChannelLine.HandleMissed() },
        { Traces.Accepted, new ChannelLine.Reply(1, IsAccepted: true) },
        { """{"cmd":"NODE_CLUSTER","ack":9,"accepted":false,"seq":3}""", new ChannelLine.Reply(9, IsAccepted: false) },
        { Traces.Close, new ChannelLine.Close("null:3000:4:undefined:0") },
        {
            Traces.UnixQuery,
            new ChannelLine.QueryServer(1, new() { Family = ServerFamily.Unix, Address = "/run/p.sock", Port = -1 })
        },
        { Traces.AddressQuery, new ChannelLine.QueryServer(2, Local with { Port = 3001 }) },
        { Traces.UdpQuery, new ChannelLine.QueryServer(4, Local with { Family = ServerFamily.Udp4, Port = 3003 }) },
        { Traces.AnyPortQuery, new ChannelLine.QueryServer(6, Local with { Port = 0, Index = 1 }) },
        {
            Traces.Ipv6OnlyQuery,
            new ChannelLine.QueryServer(1, Tcp with
            {
                Family = ServerFamily.Ipv6, Address = "::1", IsIpv6Only = true, Backlog = 77,
            })
        },
        {
            Traces.DescriptorQuery,
            new ChannelLine.QueryServer(1, new() { Family = ServerFamily.Descriptor, Port = -1, Fd = 29 })
        },
        {
            Traces.UdpAnyQuery,
            new ChannelLine.QueryServer(1, new()
            {
                Family = ServerFamily.Udp4, Address = "0.0.0.0", ReusesAddress = true,
            })
        },
        { Traces.TlsQuery, new ChannelLine.QueryServer(1, Tcp with { Port = 8443, Data = Traces.TicketKeys }) },
        { Traces.Leaves, new ChannelLine.Leaves(7) },
        { Traces.Handle, new ChannelLine.Handle("""{"h":1}""") },
        { "\"ready\"", new ChannelLine.Message("\"ready\"") },
        { """{"type":"pong","n":7}""", new ChannelLine.Message("""{"type":"pong","n":7}""") },
    };

    [Theory]
    [MemberData(nameof(WhatNodeWrites))]
    public void Line_of_node_is_read(string line, ChannelLine meaning) => Assert.Equal(meaning, Read(line));

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("-1.5e300")]
    [InlineData("1e999")]
    [InlineData("[]")]
    [InlineData("[{\"cmd\":\"NODE_CLUSTER\"}]")]
    [InlineData("\"NODE_CLUSTER\"")]
    [InlineData("{}")]
    [InlineData("{\"cmd\":\"NODE_\"}")]
    [InlineData("{\"cmd\":\"node_cluster\",\"act\":\"online\"}")]
    [InlineData("{\"cmd\":5}")]
    [InlineData("{\"cmd\":null,\"x\":{\"cmd\":\"NODE_CLUSTER\"}}")]
    [InlineData(" {\"a\" : [1,{\"b\":null}] }\r")]
    public void Anything_else_is_the_programs_own_word(string line) =>
        Assert.Equal(new ChannelLine.Message(line), Read(line));

    [Theory]
    [InlineData("{\"cmd\":\"NODE_X\"}")]
    [InlineData("{\"cmd\":\"NODE_DEBUG_ENABLED\"}")]
    [InlineData("{\"cmd\":\"NODE_SOCKET_NOTIFY_CLOSE\",\"key\":\"k\"}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\"}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"dance\",\"seq\":1}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":[\"online\"],\"seq\":1}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"queryServer\",\"address\":null,\"port\":1,\"addressType\":4}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"exitedAfterDisconnect\"}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"exitedAfterDisconnect\",\"seq\":1e99}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"close\",\"key\":17,\"seq\":1}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"ack\":\"1\",\"accepted\":true}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"ack\":9223372036854775808,\"accepted\":true}")]
    public void What_only_node_may_say_and_pm1_has_no_use_for_is_ignored(string line) =>
        Assert.IsType<ChannelLine.Ignored>(Read(line));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r")]
    [InlineData("\0")]
    [InlineData("{")]
    [InlineData("{\"cmd\"")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\"}x")]
    [InlineData("{\"cmd\":\"NODE_HANDLE_ACK\"}{\"cmd\":\"NODE_HANDLE_ACK\"}")]
    [InlineData("1 2")]
    [InlineData("'ready'")]
    [InlineData("ready")]
    [InlineData("undefined")]
    [InlineData("NaN")]
    [InlineData("01")]
    [InlineData("// a comment\n1")]
    [InlineData("\ufeff1")]
    [InlineData("{\"cmd\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"close\",\"key\":\"\\ud800\"}")]
    public void What_is_no_json_is_malformed(string line) => Assert.IsType<ChannelLine.Malformed>(Read(line));

    [Theory]
    [InlineData(ChannelReader.DepthMax, true)]
    [InlineData(ChannelReader.DepthMax + 1, false)]
    [InlineData(500_000, false)]
    public void Depth_has_a_bound(int depth, bool isRead)
    {
        var line = new string('[', depth) + new string(']', depth);
        Assert.Equal(isRead, Read(line) is ChannelLine.Message);
        var within = $$"""{"cmd":"NODE_CLUSTER","act":"queryServer","data":{{line[1..^1]}},"seq":1}""";
        Assert.Equal(!isRead, Read(within) is ChannelLine.Malformed);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_make_no_exception()
    {
        byte[][] wrong = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xc0, 0x80]];
        foreach (var bytes in wrong)
        {
            Assert.IsType<ChannelLine.Malformed>(ChannelReader.Read(bytes));
            foreach (var place in new[] { "cmd", "act", "key", "address", "x", "msg", "data" })
            {
                byte[] line =
                    [.. Encoding.UTF8.GetBytes($$"""{"cmd":"NODE_CLUSTER","act":"online","{{place}}":" """), .. bytes, .. "\"}"u8];
                Assert.NotNull(ChannelReader.Read(line));
            }

            Assert.IsType<ChannelLine.Malformed>(ChannelReader.Read([.. "{\"cmd\":\""u8, .. bytes, .. "\"}"u8]));
            Assert.IsType<ChannelLine.Malformed>(ChannelReader.Read([.. "{\""u8, .. bytes, .. "\":1}"u8]));
        }
    }

    [Fact]
    public void Last_of_two_fields_counts_as_in_javascript()
    {
        Assert.Equal(
            new ChannelLine.Reply(2, IsAccepted: false),
            Read("""{"cmd":"x","cmd":"NODE_CLUSTER","ack":1,"ack":2,"accepted":true,"accepted":1}"""));
        Assert.IsType<ChannelLine.Message>(Read("""{"cmd":"NODE_CLUSTER","act":"online","cmd":"mine"}"""));
        Assert.IsType<ChannelLine.Online>(Read("""{"c\u006dd":"NODE_\u0043LUSTER","act":"online"}"""));
    }

    public static TheoryData<string, ServerQuery?> Tolerance => new()
    {
        { """ "address":null,"port":80,"addressType":4,"backlog":false """, Tcp with { Port = 80 } },
        { """ "address":null,"port":80,"addressType":4,"backlog":null """, Tcp with { Port = 80 } },
        { """ "address":null,"port":80,"addressType":4,"backlog":-5 """, Tcp with { Port = 80 } },
        { """ "address":null,"port":80,"addressType":4,"backlog":1e400 """, Tcp with { Port = 80 } },
        { """ "address":null,"port":80,"addressType":4,"backlog":99999999999 """, Tcp with { Port = 80 } },
        { """ "address":null,"port":80,"addressType":4,"backlog":[1,[2]] """, Tcp with { Port = 80 } },
        { """ "address":null,"port":80,"addressType":4,"flags":null,"index":null """, Tcp with { Port = 80 } },
        { """ "address":null,"port":0,"addressType":4,"index":-1 """, Tcp with { Port = 0 } },
        { """ "address":null,"port":0,"addressType":4,"index":9e99 """, Tcp with { Port = 0 } },
        { """ "address":null,"port":null,"addressType":4 """, Tcp with { Port = 0 } },
        { """ "port":80,"addressType":"4" """, Tcp with { Port = 80 } },
        { """ "port":80,"addressType":4,"data":7 """, Tcp with { Port = 80, Data = "7" } },
        { """ "port":80,"addressType":4,"data":"a\nb" """, Tcp with { Port = 80, Data = "\"a\\nb\"" } },
        { """ "port":80,"addressType":4,"data": [ 1 , 2 ] """, Tcp with { Port = 80, Data = "[ 1 , 2 ]" } },
        {
            """ "address":"/a","port":-1,"addressType":-1,"readableAll":true,"writableAll":true """,
            new()
            {
                Family = ServerFamily.Unix, Address = "/a", Port = -1, IsReadableByAll = true, IsWritableByAll = true,
            }
        },
        {
            """ "address":"/a/\u0000name","port":-1,"addressType":-1,"readableAll":1 """,
            new() { Family = ServerFamily.Unix, Address = "/a/\0name", Port = -1 }
        },
        {
            """ "address":null,"port":1,"addressType":"udp6","fd":-1,"flags":5 """,
            new() { Family = ServerFamily.Udp6, Port = 1, IsIpv6Only = true, ReusesAddress = true }
        },
        { """ "address":null,"port":65536,"addressType":4 """, null },
        { """ "address":null,"port":-1,"addressType":4 """, null },
        { """ "address":null,"port":99999999999999999999,"addressType":7 """, null },
        { """ "address":null,"port":80,"addressType":5 """, null },
        { """ "address":null,"port":80,"addressType":true """, null },
        { """ "address":null,"port":80,"addressType":"udp5" """, null },
        { """ "address":null,"port":null,"addressType":null """, null },
        { """ "address":null,"port":null,"addressType":null,"fd":-1 """, null },
        { """ "address":null,"port":null,"addressType":null,"fd":4294967296 """, null },
        { """ "address":"","port":-1,"addressType":-1 """, null },
        { """ "address":7,"port":-1,"addressType":-1 """, null },
        { """ "addressType":4 """, null },
    };

    [Theory]
    [MemberData(nameof(Tolerance))]
    public void Query_takes_what_makes_sense_of_it(string fields, ServerQuery? query)
    {
        var line = $$"""{"cmd":"NODE_CLUSTER","act":"queryServer",{{fields}},"seq":5}""";
        Assert.Equal(new ChannelLine.QueryServer(5, query), Read(line));
    }

    [Fact]
    public void Data_that_is_too_long_is_left_out()
    {
        var line = $$"""{"cmd":"NODE_CLUSTER","act":"queryServer","port":1,"addressType":4,"data":"{{new string('x', 5000)}}","seq":5}""";
        Assert.Equal(new ChannelLine.QueryServer(5, Tcp with { Port = 1 }), Read(line));
    }

    [Fact]
    public void Servers_on_any_port_are_told_apart_by_their_index_and_others_are_not()
    {
        Assert.NotEqual((Local with { Port = 0 }).Id, (Local with { Port = 0, Index = 1 }).Id);
        Assert.Equal(Local.Id, (Local with { Index = 1, Backlog = 5, Data = "7" }).Id);
        Assert.NotEqual(Local.Id, Tcp.Id);
        Assert.NotEqual(Local.Id, (Local with { Family = ServerFamily.Udp4 }).Id);
    }

    /// <summary>Every beginning, as a line and as all that there is before the end.</summary>
    [Fact]
    public void Line_that_was_cut_anywhere_is_malformed_or_nothing()
    {
        foreach (var trace in Traces.All)
        {
            var bytes = Encoding.UTF8.GetBytes(trace);
            for (var length = 0; length < bytes.Length; length++)
            {
                var buffer = new ChannelBuffer();
                buffer.Append([.. bytes[..length], (byte)'\n', .. bytes[..length]]);
                Assert.True(buffer.TryTake(out var line));
                Assert.IsType<ChannelLine.Malformed>(ChannelReader.Read(line));
                Assert.False(buffer.TryTake(out _));
                Assert.Equal(length, buffer.Length);
            }
        }
    }

    private static ChannelLine Read(string line) => ChannelReader.Read(Encoding.UTF8.GetBytes(line));
}
