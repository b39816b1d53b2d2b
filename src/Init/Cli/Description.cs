using System.Text;
using System.Text.Json;

namespace Init.Cli;

/// <summary>`describe` for people.</summary>
internal static class Description
{
    private const int LabelChars = 12;

    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static string Of(JsonElement document, bool hasColour)
    {
        var app = document.GetProperty("app");
        var text = new StringBuilder();
        text.Append(Ink.Bold(app.GetProperty("name").ToString(), hasColour)).Append('\n');
        foreach (var (label, value) in Facts(app))
        {
            text.Append("  ").Append(label.PadRight(LabelChars)).Append(Printable.Of(value)).Append('\n');
        }

        foreach (var lost in document.GetProperty("degraded").EnumerateArray())
        {
            text.Append("  ").Append("degraded".PadRight(LabelChars)).Append(lost.GetProperty("message")).Append('\n');
        }

        var processes = document.GetProperty("processes").EnumerateArray()
            .ToDictionary(process => process.GetProperty("pid").GetInt32());
        foreach (var worker in ListTable.Workers(app))
        {
            Worker(text, worker, processes, hasColour);
        }

        text.Append("latest events\n");
        foreach (var one in document.GetProperty("events").EnumerateArray())
        {
            text.Append("  ").Append(EventText.Of(one)).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string, string)> Facts(JsonElement app)
    {
        yield return ("workers", $"{app.GetProperty("ready")} of {app.GetProperty("wanted")} ready");
        yield return ("generation", app.GetProperty("generation").ToString());
        yield return ("share", $"{app.GetProperty("share")}, balance {app.GetProperty("balance")}");
        if (app.GetProperty("paused").ValueKind == JsonValueKind.True)
        {
            yield return ("stopped", "by command");
        }

        foreach (var port in app.GetProperty("ports").EnumerateArray())
        {
            yield return ("port", $"{port.GetProperty("address")}: {port.GetProperty("backlog")} of "
                + $"{port.GetProperty("backlogLimit")} waiting, {port.GetProperty("drops")} dropped");
        }

        var restarts = app.GetProperty("restarts").EnumerateArray()
            .Where(restart => restart.GetProperty("count").GetInt64() > 0)
            .Select(restart => $"{restart.GetProperty("count")} {restart.GetProperty("reason")}").ToList();
        yield return ("restarts", restarts.Count == 0 ? "none" : string.Join(", ", restarts));
        if (ListTable.Find(app, "reload") is { } reload)
        {
            yield return ("last reload", $"to generation {reload.GetProperty("generation")}: {reload.GetProperty("outcome")}, "
                + $"{reload.GetProperty("replaced")} of {reload.GetProperty("slots")} slots, "
                + Figures.Time(reload.GetProperty("seconds").GetDouble()));
            if (reload.GetProperty("why").ToString() is { Length: > 0 } why)
            {
                yield return ("", why);
            }

            foreach (var line in reload.GetProperty("lastLines").EnumerateArray())
            {
                yield return ("", $"| {line}");
            }
        }
    }

    private static void Worker(
        StringBuilder text, JsonElement worker, Dictionary<int, JsonElement> processes, bool hasColour)
    {
        var state = worker.GetProperty("state").ToString();
        var pid = worker.GetProperty("pid").GetInt32();
        text.Append($"slot {worker.GetProperty("slot")}: {Ink.State(state, state, hasColour)}");
        text.Append($", generation {worker.GetProperty("generation")}, {worker.GetProperty("restarts")} restarts");
        if (pid > 0)
        {
            text.Append($", pid {pid}, up {Figures.Time(worker.GetProperty("uptimeSeconds").GetDouble())}");
        }

        if (worker.GetProperty("startupSeconds").GetDouble() is var startup and > 0)
        {
            text.Append($", ready after {startup:0.###}s");
        }

        text.Append('\n');
        if (processes.TryGetValue(pid, out var process))
        {
            text.Append($"  {Figures.Bytes(process.GetProperty("rssBytes").GetInt64())} of memory, ")
                .Append($"{process.GetProperty("cpuSeconds")}s of CPU, {process.GetProperty("threads")} threads");
            text.Append(ListTable.Find(process, "openFiles") is { } files ? $", {files} open files\n" : "\n");
        }

        foreach (var (field, label) in new[] { ("status", "says"), ("lastExit", "the one before it") })
        {
            if (ListTable.Find(worker, field)?.ToString() is { Length: > 0 } said)
            {
                text.Append($"  {label}: {Printable.Of(said)}\n");
            }
        }
    }
}
