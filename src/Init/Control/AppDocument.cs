using Init.Core.Read;
using Init.Doors;
using Init.Metrics;

namespace Init.Control;

/// <summary>All about one app.</summary>
/// <param name="Processes">Of its workers, as far as they could be read.</param>
/// <param name="Degraded">Of all of pm1.</param>
/// <param name="Events">Its latest, oldest first.</param>
internal sealed record AppDocument(
    int Version, AppSnapshot App, IReadOnlyList<AppProcess> Processes, IReadOnlyList<Degradation> Degraded,
    IReadOnlyList<EventLine> Events)
{
    private const int EventsMax = 20;

    internal static AppDocument Of(AppSnapshot app, Reading reading, NewsRing news) => new(
        1, app,
        [
            .. from worker in app.Workers
               where reading.Processes.ContainsKey(worker.Pid)
               select AppProcess.Of(worker.Pid, reading.Processes[worker.Pid]),
        ],
        reading.Snapshot.Degraded,
        [.. news.Latest(app.Name, EventsMax).Select(EventLine.Of)]);
}
