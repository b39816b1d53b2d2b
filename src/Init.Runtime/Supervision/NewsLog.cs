using Init.Core.Link;
using Init.Core.Read;

namespace Init.Runtime.Supervision;

/// <summary>What happened lately, numbered: an agent that is started anew is told what it has missed.</summary>
internal sealed class NewsLog(string app)
{
    private const int RememberedMax = 256;

    private readonly Queue<LinkNews> _remembered = [];
    private long _lastId;

    internal IReadOnlyList<LinkNews> Remembered => [.. _remembered];

    internal LinkNews Add(News news)
    {
        // The wall clock is for people; nothing here is measured by it.
        var numbered = new LinkNews(++_lastId, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), app, news);
        _remembered.Enqueue(numbered);
        if (_remembered.Count > RememberedMax)
        {
            _remembered.Dequeue();
        }

        return numbered;
    }
}
