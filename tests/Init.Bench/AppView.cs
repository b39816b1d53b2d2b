using System.Text.Json;

namespace Init.Bench;

/// <summary>What is looked at of an app in a snapshot.</summary>
/// <param name="ReloadOutcome">Of the latest reload; empty: there was none.</param>
internal sealed record AppView(
    int Wanted, int Ready, int Generation, string ReloadOutcome, double ReloadSeconds, IReadOnlyList<WorkerView> Workers)
{
    /// <summary>Every wanted worker is ready, no other is left, and no reload is under way.</summary>
    public bool IsSettled => Ready == Wanted && Workers.Count == Wanted && ReloadOutcome != "running";

    public static AppView Of(JsonElement app)
    {
        var reload = app.GetProperty("reload");
        var isNone = reload.ValueKind == JsonValueKind.Null;
        return new AppView(
            app.GetProperty("wanted").GetInt32(), app.GetProperty("ready").GetInt32(),
            app.GetProperty("generation").GetInt32(),
            isNone ? "" : reload.GetProperty("outcome").GetString()!,
            isNone ? 0 : reload.GetProperty("seconds").GetDouble(),
            [.. app.GetProperty("workers").EnumerateArray().Select(worker => new WorkerView(
                worker.GetProperty("pid").GetInt32(), worker.GetProperty("generation").GetInt32(),
                worker.GetProperty("startupSeconds").GetDouble()))]);
    }
}
