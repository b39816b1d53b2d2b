using System.Text;
using System.Text.Json;

namespace Init.Cli;

/// <summary>`list` for people: one line about each app, then its workers.</summary>
internal static class ListTable
{
    private static readonly string[] Head = ["SLOT", "PID", "STATE", "GEN", "RESTARTS", "UPTIME"];

    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    public static string Of(JsonElement list)
    {
        var text = new StringBuilder();
        foreach (var app in list.GetProperty("apps").EnumerateArray())
        {
            var ports = string.Join(", ", app.GetProperty("ports").EnumerateArray().Select(Port));
            text.Append($"{app.GetProperty("name")}: {app.GetProperty("ready")} of {app.GetProperty("wanted")} ready");
            text.Append($", generation {app.GetProperty("generation")}, share {app.GetProperty("share")}");
            text.Append(ports == "" ? "\n" : $", {ports}\n");
            Rows(text, [Head, .. app.GetProperty("workers").EnumerateArray().Select(Row)]);
        }

        return text.ToString();
    }

    private static string[] Row(JsonElement worker) =>
    [
        worker.GetProperty("slot").ToString(),
        worker.GetProperty("pid").GetInt32() is var pid and > 0 ? pid.ToString() : "-",
        worker.GetProperty("state").ToString(),
        worker.GetProperty("generation").ToString(),
        worker.GetProperty("restarts").ToString(),
        Uptime(worker.GetProperty("uptimeSeconds").GetDouble()),
    ];

    private static string Port(JsonElement port) =>
        port.ValueKind == JsonValueKind.Object ? port.GetProperty("address").ToString() : port.ToString();

    /// <summary>The two largest units: nobody needs the seconds of a day.</summary>
    internal static string Uptime(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalDays >= 1 ? $"{(int)time.TotalDays}d{time.Hours}h"
            : time.TotalHours >= 1 ? $"{time.Hours}h{time.Minutes}m"
            : time.TotalMinutes >= 1 ? $"{time.Minutes}m{time.Seconds}s"
            : $"{time.Seconds}s";
    }

    private static void Rows(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.AppendLine(
                "  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
