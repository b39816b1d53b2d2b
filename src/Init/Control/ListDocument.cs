using Init.Core.Read;
using Init.Metrics;

namespace Init.Control;

/// <summary>What `pm1 list --json` prints; an interface.</summary>
internal sealed record ListDocument(int Version, IReadOnlyList<ListApp> Apps)
{
    internal static ListDocument Of(Reading reading) =>
        new(1, [.. reading.Snapshot.Apps.Select(app => ListApp.Of(app, reading))]);
}
