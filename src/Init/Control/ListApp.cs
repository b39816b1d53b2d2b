using Init.Core.Read;
using Init.Core.Spec;
using Init.Metrics;

namespace Init.Control;

internal sealed record ListApp(
    string Name, ShareMode Share, Balance Balance, IReadOnlyList<PortSnapshot> Ports, int Generation, int Wanted,
    int Ready, IReadOnlyList<ListWorker> Workers)
{
    internal static ListApp Of(AppSnapshot app, Reading reading) => new(
        app.Name, app.Share, app.Balance, app.Ports, app.Generation, app.Wanted, app.Ready,
        [.. app.Workers.Select(w => ListWorker.Of(w, reading.Processes.GetValueOrDefault(w.Pid)))]);
}
