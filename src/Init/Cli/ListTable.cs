using System.Text;
using System.Text.Json;

namespace Init.Cli;

/// <summary>`list` for people: one line about each app, then its workers. While a slot's worker is replaced, its
/// successor stands below it.</summary>
internal static class ListTable
{
    private const int StateColumn = 2;
    private const string Successor = "└";
    private static readonly string[] Head = ["SLOT", "PID", "STATE", "GEN", "RESTARTS", "UPTIME", "CPU", "MEM"];

    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static string Of(JsonElement list, bool hasColour)
    {
        var text = new StringBuilder();
        foreach (var app in list.GetProperty("apps").EnumerateArray())
        {
            text.Append(Ink.Bold(app.GetProperty("name").ToString(), hasColour)).Append(": ")
                .AppendJoin(", ", About(app)).Append('\n');
            foreach (var line in Lines(app, hasColour))
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>What `top` shows of an app too.</summary>
    public static IEnumerable<string> About(JsonElement app)
    {
        yield return $"{app.GetProperty("ready")} of {app.GetProperty("wanted")} ready";
        if (Find(app, "paused") is { ValueKind: JsonValueKind.True })
        {
            yield return "stopped by command";
        }

        yield return $"generation {app.GetProperty("generation")}";
        if (Find(app, "reload") is { ValueKind: JsonValueKind.Object } reload
            && reload.GetProperty("outcome").ToString() is var outcome and not "done")
        {
            yield return $"reload to generation {reload.GetProperty("generation")} {outcome}: "
                + $"{reload.GetProperty("replaced")} of {reload.GetProperty("slots")}";
        }

        yield return $"share {app.GetProperty("share")}";
        if (Find(app, "restarts") is { } restarts && restarts.GetInt64() is var count and > 0)
        {
            yield return count == 1 ? "1 restart" : $"{count} restarts";
        }

        foreach (var port in app.GetProperty("ports").EnumerateArray())
        {
            yield return port.ValueKind == JsonValueKind.Object ? port.GetProperty("address").ToString() : port.ToString();
        }
    }

    /// <summary>By slot, and the older one first.</summary>
    public static IEnumerable<JsonElement> Workers(JsonElement app) => app.GetProperty("workers").EnumerateArray()
        .OrderBy(worker => worker.GetProperty("slot").GetInt32())
        .ThenBy(worker => worker.GetProperty("generation").GetInt32());

    private static IEnumerable<string> Lines(JsonElement app, bool hasColour)
    {
        var rows = new List<string[]> { Head };
        var above = -1;
        foreach (var worker in Workers(app))
        {
            var slot = worker.GetProperty("slot").GetInt32();
            rows.Add([slot == above ? Successor : $"{slot}", .. Row(worker)]);
            above = slot;
        }

        return Columns.Of(rows, (_, column, word, padded) =>
            column == StateColumn ? Ink.State(word, padded, hasColour) : padded);
    }

    private static string[] Row(JsonElement worker) =>
    [
        worker.GetProperty("pid").GetInt32() is var pid and > 0 ? $"{pid}" : "-",
        worker.GetProperty("state").ToString(),
        worker.GetProperty("generation").ToString(),
        worker.GetProperty("restarts").ToString(),
        Figures.Time(worker.GetProperty("uptimeSeconds").GetDouble()),
        Figures.Percent(Find(worker, "cpuPercent")?.GetDouble()),
        Figures.Bytes(Find(worker, "rssBytes")?.GetInt64()),
    ];

    /// <returns>null where it is not there, or null: another version's, or not known.</returns>
    public static JsonElement? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
