using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Init.Core.Cluster;
using Xunit;

namespace Init.Core.Tests.Cluster;

public sealed class ChannelTextTests
{
    private const string Key = "null:3000:4:undefined:0";

    public static TheoryData<byte[], string> WhatNodesOwnPrimaryWrites => new()
    {
        {
            ChannelText.Served(Key, 1, "", new IPEndPoint(IPAddress.IPv6Any, 3000), 0),
            """{"cmd":"NODE_CLUSTER","errno":null,"key":"null:3000:4:undefined:0","ack":1,"data":null,"sockname":{"address":"::","family":"IPv6","port":3000},"seq":0}"""
        },
        {
            ChannelText.Served("k5", 5, "", new IPEndPoint(IPAddress.Loopback, 39719), 4),
            """{"cmd":"NODE_CLUSTER","errno":null,"key":"k5","ack":5,"data":null,"sockname":{"address":"127.0.0.1","family":"IPv4","port":39719},"seq":4}"""
        },
        {
            ChannelText.Served("k1", 1, "", null, 0),
            """{"cmd":"NODE_CLUSTER","errno":null,"key":"k1","ack":1,"data":null,"seq":0}"""
        },
        {
            ChannelText.NewConnection(Key, 1),
            """{"cmd":"NODE_HANDLE","type":"net.Native","msg":{"cmd":"NODE_CLUSTER","act":"newconn","key":"null:3000:4:undefined:0","seq":1}}"""
        },
        {
            ChannelText.Socket(isDatagram: false, Key, 1, "", 0),
            """{"cmd":"NODE_HANDLE","type":"net.Native","msg":{"cmd":"NODE_CLUSTER","errno":0,"key":"null:3000:4:undefined:0","ack":1,"data":null,"seq":0}}"""
        },
        {
            ChannelText.Socket(isDatagram: true, "k4", 4, "", 3),
            """{"cmd":"NODE_HANDLE","type":"dgram.Native","msg":{"cmd":"NODE_CLUSTER","errno":0,"key":"k4","ack":4,"data":null,"seq":3}}"""
        },
        { ChannelText.Disconnect(2), """{"cmd":"NODE_CLUSTER","act":"disconnect","seq":2}""" },
        { ChannelText.Confirm(7, 9), """{"cmd":"NODE_CLUSTER","ack":7,"seq":9}""" },
        { ChannelText.HandleTaken, """{"cmd":"NODE_HANDLE_ACK"}""" },
        { ChannelText.HandleMissed, """{"cmd":"NODE_HANDLE_NACK"}""" },
        { ChannelText.Echo, """{"cmd":"NODE_HANDLE","type":"net.Native","msg":null}""" },
        { ChannelText.Words("shutdown"), "\"shutdown\"" },
        {
            ChannelText.Refusal(98, "k1", 3, Traces.TicketKeys, long.MaxValue),
            $$"""{"cmd":"NODE_CLUSTER","errno":-98,"key":"k1","ack":3,"data":{{Traces.TicketKeys}},"seq":9223372036854775807}"""
        },
    };

    /// <summary>The order of fields is of no account, but where it is Node's own, bytes can be compared.</summary>
    [Theory]
    [MemberData(nameof(WhatNodesOwnPrimaryWrites))]
    public void Line_is_nodes_own(byte[] line, string text)
    {
        Assert.Equal(text + "\n", Encoding.UTF8.GetString(line));
        AssertOneLine(line);
    }

    [Fact]
    public void Hand_over_has_as_many_bytes_as_was_measured() =>
        Assert.Equal((127, 141, 50), (
            ChannelText.NewConnection(Key, 1).Length,
            ChannelText.Socket(isDatagram: false, Key, 1, "", 0).Length,
            ChannelText.Disconnect(2).Length));

    [Theory]
    [InlineData("\"shutdown\"")]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("{\"a\":[1,{\"b\":\"\\u2028 \\n é \\ud83d\\ude00\"}],\"cmd\":\"mine\"}")]
    [InlineData(" [ 1,\n 2,\r\n\t3 ] ")]
    [InlineData("\"<script>&'\"")]
    public void Message_arrives_as_it_was_meant_in_one_line(string json)
    {
        var line = ChannelText.Message(json)!;
        AssertOneLine(line);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(line.AsSpan(..^1))));
        Assert.IsType<ChannelLine.Message>(ChannelReader.Read(line.AsSpan(..^1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("ready")]
    [InlineData("1\n2")]
    [InlineData("{\"a\":1}\n{\"b\":2}")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"disconnect\"}")]
    [InlineData("{\"cmd\":\"NODE_HANDLE_ACK\"}")]
    [InlineData("{\"c\\u006dd\":\"NODE_\\u0048ANDLE_ACK\"}")]
    [InlineData("{\"cmd\":\"a\",\"cmd\":\"NODE_X\"}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udfff\":1}")]
    public void What_would_end_a_worker_or_is_nodes_alone_is_no_message(string json) =>
        Assert.Null(ChannelText.Message(json));

    [Fact]
    public void Text_that_cannot_be_utf8_is_no_message()
    {
        Assert.Null(ChannelText.Message("\"\ud800\""));
        Assert.Null(ChannelText.Message("\udc00"));
        AssertOneLine(ChannelText.Words("a\n\ud800\u2028\0\"\\é"));
    }

    [Fact]
    public void Message_may_be_as_deep_as_one_that_comes()
    {
        Assert.NotNull(ChannelText.Message(Deep(ChannelReader.DepthMax)));
        Assert.Null(ChannelText.Message(Deep(ChannelReader.DepthMax + 1)));
        Assert.Null(ChannelText.Message(Deep(1_000_000)));
    }

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);

    private static void AssertOneLine(byte[] line)
    {
        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        using var document = JsonDocument.Parse(line.AsMemory(..^1));
    }
}
