using System.Globalization;
using System.Text.Json;

namespace Init.Cli;

/// <summary>One event for people: `12:03:04.250 web worker-ready: slot 1 is ready`.</summary>
internal static class EventText
{
    /// <exception cref="KeyNotFoundException">It has another shape.</exception>
    /// <exception cref="InvalidOperationException">It has another shape.</exception>
    /// <exception cref="FormatException">It has another shape.</exception>
    public static string Of(JsonElement one)
    {
        var at = one.GetProperty("at").GetDateTimeOffset().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var app = one.GetProperty("app").ToString() is { Length: > 0 } name ? $"{name} " : "";
        var hint = ListTable.Find(one, "hint") is { } todo ? $" (hint: {todo})" : "";
        return Printable.Of($"{at} {app}{one.GetProperty("kind")}: {one.GetProperty("message")}{hint}");
    }
}
