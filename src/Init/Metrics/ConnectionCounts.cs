using Init.Core.Read;

namespace Init.Metrics;

/// <param name="Snapshot">Whose workers were counted.</param>
/// <param name="ByPid">A worker that cannot be looked into is absent: another user's, say.</param>
internal sealed record ConnectionCounts(Snapshot Snapshot, IReadOnlyDictionary<int, int> ByPid);
