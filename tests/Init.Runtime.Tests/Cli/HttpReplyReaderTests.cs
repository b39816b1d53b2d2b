using System.Text;
using Init.Cli;
using Xunit;

namespace Init.Runtime.Tests.Cli;

public sealed class HttpReplyReaderTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", false, 200, "ok")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n", false, 200, "")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\nbad", true, 503, "bad")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", false, 204, "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", false, 200, "ab0123456789")]
    public void Response_is_read(string text, bool ended, int status, string body)
    {
        Assert.True(HttpReplyReader.TryRead(Encoding.UTF8.GetBytes(text), ended, out var reply));
        Assert.Equal(new HttpReply(status, body), reply);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n")]
    public void Half_a_response_waits_for_more_and_is_wrong_at_the_end(string text)
    {
        Assert.True(HttpReplyReader.TryRead(Encoding.UTF8.GetBytes(text), ended: false, out var reply));
        Assert.Null(reply);
        Assert.False(HttpReplyReader.TryRead(Encoding.UTF8.GetBytes(text), ended: true, out _));
    }

    [Theory]
    [InlineData("SSH-2.0-x\r\n\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n")]
    public void What_is_no_response_is_wrong_at_once(string text) =>
        Assert.False(HttpReplyReader.TryRead(Encoding.UTF8.GetBytes(text), ended: false, out _));
}
