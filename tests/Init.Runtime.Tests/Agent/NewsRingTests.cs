using Init.Doors;
using Xunit;

namespace Init.Runtime.Tests.Agent;

public sealed class NewsRingTests
{
    private readonly NewsRing ring = new();

    [Fact]
    public void Reader_goes_on_after_the_last_that_it_has_seen()
    {
        ring.Add(Some.News(1, 5));

        Assert.Equal([3, 4], ring.After(2, max: 2).Select(one => one.Id));
        Assert.Empty(ring.After(5, max: 2));
        Assert.Equal(5, ring.LastId);
    }

    [Fact]
    public void What_is_told_twice_is_kept_once()
    {
        ring.Add(Some.News(1, 5));
        ring.Add(Some.News(3, 7));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], ring.After(0, max: 100).Select(one => one.Id));
    }

    [Fact]
    public void Oldest_are_forgotten()
    {
        ring.Add(Some.News(1, NewsRing.Remembered + 5));

        Assert.Equal(6, ring.After(0, max: 1)[0].Id);
        Assert.Equal(NewsRing.Remembered, ring.After(0, int.MaxValue).Count);
    }

    [Fact]
    public async Task Change_ends_with_the_next_event_and_with_the_link()
    {
        var first = ring.Change();
        Assert.False(first.IsCompleted);
        ring.Add(Some.News(1, 1));
        await first;

        var second = ring.Change();
        Assert.False(second.IsCompleted);
        ring.End();
        await second;
        Assert.True(ring.Change().IsCompleted);
    }

    [Fact]
    public void Latest_of_an_app_are_its_own()
    {
        ring.Add([.. Some.News(1, 3), .. Some.News(4, 6).Select(one => one with { App = "other" })]);

        Assert.Equal([2, 3], ring.Latest("web", max: 2).Select(one => one.Id));
    }
}
