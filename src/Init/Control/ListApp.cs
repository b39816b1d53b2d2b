using Init.Core.Read;
using Init.Core.Spec;
using Init.Metrics;

namespace Init.Control;

/// <param name="Restarts">Of all workers since pm1 started, those that are gone included.</param>
/// <param name="Paused">Stopped by command.</param>
/// <param name="Reload">The latest one; null: none yet.</param>
internal sealed record ListApp(
    string Name, ShareMode Share, Balance Balance, IReadOnlyList<PortSnapshot> Ports, int Generation, int Wanted,
    int Ready, IReadOnlyList<ListWorker> Workers, long Restarts, bool Paused, ListReload? Reload)
{
    internal static ListApp Of(AppSnapshot app, Reading reading, ConnectionCounts? connections) => new(
        app.Name, app.Share, app.Balance, app.Ports, app.Generation, app.Wanted, app.Ready,
        [
            .. app.Workers.Select(w => ListWorker.Of(w, reading.Processes.GetValueOrDefault(w.Pid)) with
            {
                Connections = connections?.ByPid.TryGetValue(w.Pid, out var count) ?? false ? count : null,
            }),
        ],
        app.Restarts.Sum(restart => restart.Count), app.Paused, ListReload.Of(app.Reload));
}
