using Init.Core.Link;
using Init.Core.Read;

namespace Init.Runtime.Tests.Agent;

internal static class Some
{
    /// <summary>Events of `web`, numbered from first to last.</summary>
    internal static IReadOnlyList<LinkNews> News(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(id => new LinkNews(
            id, 1_700_000_000_000 + id, "web",
            new News(NewsKind.WorkerReady, $"slot 0 is ready, number {id}") { Slot = 0, Pid = 100 + id }))];

    /// <summary>What a program of `web` said, numbered from first on.</summary>
    internal static IReadOnlyList<LinkNews> Messages(int first, params string[] data) =>
        [.. data.Select((json, i) => new LinkNews(
            first + i, 1_700_000_000_000 + first + i, "web",
            new News(NewsKind.Message, $"worker 0 says {json}") { Slot = 0, Data = new RawJson(json) }))];
}
