using System.Text.Json;
using Init.Core.Read;

namespace Init.Cli;

/// <summary>The workers of an app, a line for each slot; while one is replaced, both are on its line.</summary>
internal static class Slots
{
    public static IReadOnlyList<string> Of(AppSnapshot app) =>
    [
        .. app.Workers
            .GroupBy(worker => worker.Slot)
            .OrderBy(slot => slot.Key)
            .Select(slot => $"{app.Name} {slot.Key}: {string.Join(", ", slot.OrderBy(w => w.Generation).Select(One))}"),
    ];

    public static string Word(WorkerState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    private static string One(WorkerSnapshot worker)
    {
        var process = worker.Pid > 0 ? $", pid {worker.Pid}" : "";
        return $"generation {worker.Generation} {Word(worker.State)}{process}";
    }
}
