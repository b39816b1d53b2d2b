using System.Text;
using System.Text.Json;
using Init.Core.Cluster;
using Xunit;

namespace Init.Core.Tests.Cluster;

/// <summary>The two lines that are written and read ten thousand times a second, and so by a shorter way.</summary>
public class HandOverLineTests
{
    private const string Start = "{\"cmd\":\"NODE_CLUSTER\",\"ack\":";

    [Theory]
    [InlineData("pm1x1", 0)]
    [InlineData("pm1x9223372036854775807", long.MaxValue)]
    public void A_connection_is_announced_in_one_line_of_json(string key, long seq)
    {
        var line = ChannelText.NewConnection(key, seq);

        Assert.Equal((byte)'\n', line[^1]);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("NODE_HANDLE", json.RootElement.GetProperty("cmd").GetString());
        Assert.Equal("net.Native", json.RootElement.GetProperty("type").GetString());
        var message = json.RootElement.GetProperty("msg");
        Assert.Equal("NODE_CLUSTER", message.GetProperty("cmd").GetString());
        Assert.Equal("newconn", message.GetProperty("act").GetString());
        Assert.Equal(key, message.GetProperty("key").GetString());
        Assert.Equal(seq, message.GetProperty("seq").GetInt64());
    }

    [Theory]
    [InlineData(Start + "5,\"accepted\":true,\"seq\":7}", true)]
    [InlineData(Start + "5,\"accepted\":false,\"seq\":7}", false)]
    [InlineData(Start + "5, \"accepted\": true, \"seq\": 7}", true)]
    [InlineData(Start + "5,\"accepted\":true,\"seq\":7,\"accepted\":false}", false)]
    [InlineData("{\"ack\":5,\"accepted\":true,\"cmd\":\"NODE_CLUSTER\"}", true)]
    public void An_answer_is_read_however_it_is_written(string line, bool isAccepted) =>
        Assert.Equal(new ChannelLine.Reply(5, isAccepted), ChannelReader.Read(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData(Start + "5,\"accepted\":true,\"seq\":}")]
    [InlineData(Start + "5,\"accepted\":true,\"seq\":")]
    [InlineData(Start + "5,\"accepted\":true,\"seq\":7}}")]
    [InlineData(Start + "5,\"accepted\":true,\"seq\":7")]
    [InlineData(Start + ",\"accepted\":true,\"seq\":7}")]
    public void An_answer_that_is_no_json_is_none(string line) =>
        Assert.IsType<ChannelLine.Malformed>(ChannelReader.Read(Encoding.UTF8.GetBytes(line)));
}
