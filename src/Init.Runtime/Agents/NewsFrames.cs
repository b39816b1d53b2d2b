using Init.Core.Link;

namespace Init.Runtime.Agents;

/// <summary>Events in messages that fit into a frame, whatever is written in them.</summary>
internal static class NewsFrames
{
    /// <summary>A batch at its longest, all of it escaped, is below <see cref="LinkFrame.BodyBytesMax"/>.</summary>
    internal const int BatchMax = 32;
    internal const int TextCharsMax = 1000;

    internal static IEnumerable<LinkReply> Of(IReadOnlyList<LinkNews> news) => news.Chunk(BatchMax).Select(batch =>
        new LinkReply(0, null, Stop: false, 0) { News = [.. batch.Select(Fit)] });

    private static LinkNews Fit(LinkNews one) => one with
    {
        News = one.News with { Message = Clip(one.News.Message), Hint = Clip(one.News.Hint) },
    };

    private static string Clip(string text) => text.Length <= TextCharsMax ? text : $"{text[..(TextCharsMax - 1)]}…";
}
