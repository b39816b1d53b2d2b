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
}
