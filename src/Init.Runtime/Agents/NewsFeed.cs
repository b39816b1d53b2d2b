using Init.Core.Link;
using Init.Core.Read;

namespace Init.Runtime.Agents;

/// <summary>The latest events, numbered. An agent is given them when it has room, and from the oldest one on when it is
/// new: nothing is queued for it.</summary>
internal sealed class NewsFeed
{
    internal const int Remembered = 1000;

    /// <summary>A batch at its longest, all of it escaped, fits into one frame.</summary>
    internal const int BatchMax = 32;
    internal const int TextCharsMax = 1000;

    private readonly Queue<LinkNews> _events = new();
    private long _lastId;
    private long _toldId;

    internal bool HasMore => _toldId < _lastId;

    internal void Add(string app, News news, DateTimeOffset at)
    {
        _events.Enqueue(new LinkNews(
            ++_lastId, at.ToUnixTimeMilliseconds(), app,
            news with { Message = Clip(news.Message), Hint = Clip(news.Hint) }));
        if (_events.Count > Remembered)
        {
            _events.Dequeue();
        }
    }

    /// <summary>The next agent knows nothing.</summary>
    internal void Rewind() => _toldId = 0;

    /// <summary>What comes next, oldest first; it counts as told.</summary>
    internal IReadOnlyList<LinkNews> Next()
    {
        List<LinkNews> batch = [.. _events.SkipWhile(one => one.Id <= _toldId).Take(BatchMax)];
        _toldId = batch.Count > 0 ? batch[^1].Id : _toldId;
        return batch;
    }

    private static string Clip(string text) => text.Length <= TextCharsMax ? text : $"{text[..(TextCharsMax - 1)]}…";
}
