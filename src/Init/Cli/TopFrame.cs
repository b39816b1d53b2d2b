using System.Text.Json;

namespace Init.Cli;

/// <summary>One picture of `top`, as lines that fit.</summary>
internal static class TopFrame
{
    private const int StateColumn = 2;
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const string Lag = "lagMilliseconds";
    private static readonly string[] Head =
        ["SLOT", "PID", "STATE", "GEN", "RESTARTS", "UPTIME", "MEM", "CONNS"];
    private static readonly string[] Tail = ["CPU", "CPU, LAST 20s"];

    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static IReadOnlyList<string> Of(
        JsonElement list, TopHistory history, (int Rows, int Columns) size, bool hasColour)
    {
        var up = Figures.Time(ListTable.Find(list, "uptimeSeconds")?.GetDouble() ?? 0);
        var head = $"pm1 {ListTable.Find(list, "pm1")}: {ListTable.Find(list, "phase")}, up {up}, q ends this";
        var lines = new List<string> { Clip(head, size.Columns) };
        foreach (var app in list.GetProperty("apps").EnumerateArray())
        {
            lines.Add("");
            lines.Add(Clip($"{app.GetProperty("name")}: {string.Join(", ", ListTable.About(app).Concat(Queues(app)))}",
                size.Columns));
            lines.AddRange(Workers(app, history, size.Columns, hasColour));
        }

        return lines;
    }

    private static IEnumerable<string> Queues(JsonElement app)
    {
        foreach (var port in app.GetProperty("ports").EnumerateArray())
        {
            if (port.ValueKind == JsonValueKind.Object)
            {
                yield return $"{port.GetProperty("backlog")} waiting";
            }
        }
    }

    private static IEnumerable<string> Workers(JsonElement app, TopHistory history, int columns, bool hasColour)
    {
        // Most programs have no lag that is known, and a column of dashes would take the place of others.
        var workers = ListTable.Workers(app);
        var hasLag = HasLag(workers);
        var rows = new List<string[]> { (string[])[.. Head, .. hasLag ? ["LAG"] : Array.Empty<string>(), .. Tail] };
        var states = new List<string> { "" };
        foreach (var worker in workers)
        {
            rows.Add(Row(worker, history, hasLag));
            states.Add(rows[^1][StateColumn]);
        }

        // Cut before it is painted: a colour that is cut off would run on, or stop in its middle.
        return Columns.Of(rows).Select((line, at) =>
        {
            var state = states[at];
            var cut = Clip(line, columns);
            var start = state == "" ? -1 : cut.IndexOf($" {state}", StringComparison.Ordinal) + 1;
            return start <= 0
                ? cut
                : $"{cut[..start]}{Ink.State(state, state, hasColour)}{cut[(start + state.Length)..]}";
        });
    }

    private static bool HasLag(IReadOnlyList<JsonElement> workers)
    {
        foreach (var worker in workers)
        {
            if (ListTable.Find(worker, Lag) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Row(JsonElement worker, TopHistory history, bool hasLag)
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
            ListTable.Find(worker, "connections")?.ToString() ?? "-",
            .. hasLag ? [Figures.Milliseconds(ListTable.Find(worker, Lag)?.GetDouble())] : Array.Empty<string>(),
            Figures.Percent(percents.Count > 0 ? percents[^1] : ListTable.Find(worker, "cpuPercent")?.GetDouble()),
            Spark(percents),
        ];
    }

    /// <summary>The full height is one CPU; more than that looks the same.</summary>
    public static string Spark(IReadOnlyList<double> percents) =>
        string.Create(percents.Count, percents, static (bars, percents) =>
        {
            for (var i = 0; i < bars.Length; i++)
            {
                bars[i] = Bars[Math.Clamp((int)(percents[i] / 100 * Bars.Length), 0, Bars.Length - 1)];
            }
        });

    private static string Clip(string line, int columns) =>
        line.Length <= columns ? line : columns < 2 ? "" : $"{line[..(columns - 1)]}…";
}
