using System.Text.Json;
using Init.Core.Link;
using Init.Core.Read;
using Init.Runtime.Agents;
using Xunit;

namespace Init.Runtime.Tests.Agents;

public sealed class NewsFramesTests
{
    [Fact]
    public void Many_events_are_several_messages_in_order()
    {
        var replies = NewsFrames.Of([.. Enumerable.Range(1, 70).Select(id => Event(id, "x"))]).ToList();

        Assert.Equal([32, 32, 6], replies.Select(reply => reply.News.Count));
        Assert.Equal(Enumerable.Range(1, 70), replies.SelectMany(reply => reply.News).Select(one => (int)one.Id));
        Assert.All(replies, reply => Assert.Null(reply.Snapshot));
    }

    [Fact]
    public void Longest_batch_fits_into_a_frame()
    {
        var text = new string('\u0001', NewsFrames.TextCharsMax * 2);
        var reply = NewsFrames.Of([.. Enumerable.Range(1, NewsFrames.BatchMax).Select(id => Event(id, text))]).Single();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(reply, LinkJson.Default.LinkReply);

        Assert.InRange(bytes.Length, NewsFrames.BatchMax * NewsFrames.TextCharsMax * 11, LinkFrame.BodyBytesMax);
    }

    private static LinkNews Event(int id, string text) =>
        new(id, 0, "web", new News(NewsKind.Note, text) { Hint = text });
}
