using System.Text.Json;
using Init.Core.Link;
using Init.Core.Read;
using Init.Runtime.Agents;
using Xunit;

namespace Init.Runtime.Tests.Agents;

public sealed class NewsFeedTests
{
    private readonly NewsFeed feed = new();

    [Fact]
    public void Events_are_numbered_and_told_once_in_order()
    {
        Add(NewsFeed.BatchMax + 1);

        Assert.Equal(Enumerable.Range(1, NewsFeed.BatchMax).Select(id => (long)id), feed.Next().Select(one => one.Id));
        Assert.True(feed.HasMore);
        Assert.Equal([NewsFeed.BatchMax + 1], feed.Next().Select(one => one.Id));
        Assert.False(feed.HasMore);
        Assert.Empty(feed.Next());
    }

    [Fact]
    public void Agent_that_is_new_gets_what_is_remembered_with_the_same_numbers()
    {
        Add(NewsFeed.Remembered + 3);
        _ = feed.Next();
        feed.Rewind();

        Assert.Equal(4, feed.Next()[0].Id);
    }

    [Fact]
    public void Longest_batch_fits_into_a_frame()
    {
        for (var i = 0; i < NewsFeed.BatchMax; i++)
        {
            var text = new string('\u0001', NewsFeed.TextCharsMax * 2);
            feed.Add("web", new News(NewsKind.Note, text) { Hint = text }, DateTimeOffset.UnixEpoch);
        }

        var reply = new LinkReply(0, null, Stop: false, 0) { News = feed.Next() };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(reply, LinkJson.Default.LinkReply);
        Assert.InRange(bytes.Length, NewsFeed.BatchMax * NewsFeed.TextCharsMax * 12, LinkFrame.BodyBytesMax);
    }

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
        {
            feed.Add("web", new News(NewsKind.Note, $"{i}"), DateTimeOffset.UnixEpoch);
        }
    }
}
