using Init.Runtime.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Sharing;

public sealed class EventQueueTests
{
    private const int Flood = 5000;

    [Fact]
    public async Task Poster_waits_for_room_and_nothing_is_lost_or_disordered()
    {
        using var queue = new EventQueue<int>();
        var poster = Task.Run(() =>
        {
            for (var i = 0; i < Flood; i++)
            {
                queue.Post(i);
            }
        }, TestContext.Current.CancellationToken);
        var all = new List<int>();
        while (all.Count < Flood)
        {
            var part = queue.TakeAll();
            Assert.InRange(part.Count, 0, 1024);
            all.AddRange(part);
        }

        await poster;
        Assert.Equal(Enumerable.Range(0, Flood), all);
        Assert.Empty(queue.TakeAll());
    }
}
