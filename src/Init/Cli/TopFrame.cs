using System.Text.Json;

namespace Init.Cli;

/// <summary>One picture of `top`, as lines that fit.</summary>
internal static class TopFrame
{
    private const int StateColumn = 2;
    private const string Bars = "▁▂▃▄▅▆▇█";
    private static readonly string[] Head =
        ["SLOT", "PID", "STATE", "GEN", "RESTARTS", "UPTIME", "MEM", "CPU", "CPU, LAST 20s"];

    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static IReadOnlyList<string> Of(
        JsonElement list, TopHistory history, (int Rows, int Columns) size, bool hasColour)
    {
        var lines = new List<string>
        {
            Clip($"pm1 {ListTable.Find(list, "pm1")}: {ListTable.Find(list, "phase")}, "
                + $"up {Figures.Time(ListTable.Find(list, "uptimeSeconds")?.GetDouble() ?? 0)}, q ends this", size.Columns),
        };
        foreach (var app in list.GetProperty("apps").EnumerateArray())
        {
            lines.Add("");
            lines.Add(Clip($"{app.GetProperty("name")}: {string.Join(", ", ListTable.About(app).Concat(Queues(app)))}",
                size.Columns));
            lines.AddRange(Workers(app, history, size.Columns, hasColour));
        }

        return lines;
    }

    private static IEnumerable<string> Queues(JsonElement app) => app.GetProperty("ports").EnumerateArray()
        .Where(port => port.ValueKind == JsonValueKind.Object)
        .Select(port => $"{port.GetProperty("backlog")} waiting");

    private static IEnumerable<string> Workers(JsonElement app, TopHistory history, int columns, bool hasColour)
    {
        var rows = new List<string[]> { Head };
        var states = new List<string> { "" };
        foreach (var worker in ListTable.Workers(app))
        {
            rows.Add(Row(worker, history));
            states.Add(rows[^1][StateColumn]);
        }

        // Cut before it is painted: a colour that is cut off would run on, or stop in its middle.
        return Columns.Of(rows).Select((line, at) =>
        {
            var cut = Clip(line, columns);
            var start = states[at] == "" ? -1 : cut.IndexOf($"  {states[at]}", StringComparison.Ordinal);
            return start < 0
                ? cut
                : $"{cut[..(start + 2)]}{Ink.State(states[at], states[at], hasColour)}{cut[(start + 2 + states[at].Length)..]}";
        });
    }

    private static string[] Row(JsonElement worker, TopHistory history)
    {
        var pid = worker.GetProperty("pid").GetInt32();
        var percents = history.Of(pid);
        return
        [
            worker.GetProperty("slot").ToString(),
            pid > 0 ? $"{pid}" : "-",
            worker.GetProperty("state").ToString(),
            worker.GetProperty("generation").ToString(),
            worker.GetProperty("restarts").ToString(),
            Figures.Time(worker.GetProperty("uptimeSeconds").GetDouble()),
            Figures.Bytes(ListTable.Find(worker, "rssBytes")?.GetInt64()),
            Figures.Percent(percents.Count > 0 ? percents[^1] : ListTable.Find(worker, "cpuPercent")?.GetDouble()),
            Spark(percents),
        ];
    }

    /// <summary>The full height is one CPU; more than that looks the same.</summary>
    public static string Spark(IReadOnlyList<double> percents) =>
        string.Concat(percents.Select(percent => Bars[Math.Clamp((int)(percent / 100 * Bars.Length), 0, Bars.Length - 1)]));

    private static string Clip(string line, int columns) =>
        line.Length <= columns ? line : columns < 2 ? "" : $"{line[..(columns - 1)]}…";
}
