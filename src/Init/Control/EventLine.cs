using System.Text.Json.Serialization;
using Init.Core.Link;
using Init.Core.Read;

namespace Init.Control;

/// <summary>One event as the stream writes it; what does not apply is left out.</summary>
/// <param name="Id">Counts up by one, as long as this pm1 lives.</param>
internal sealed record EventLine(
    long Id, DateTimeOffset At, string App, NewsKind Kind, string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Slot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Pid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Generation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RestartReason? Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RawJson? Data)
{
    internal static EventLine Of(LinkNews one) => new(
        one.Id, DateTimeOffset.FromUnixTimeMilliseconds(one.At), one.App, one.News.Kind, one.News.Message,
        one.News.Hint is "" ? null : one.News.Hint, one.News.Slot, one.News.Pid, one.News.Generation,
        one.News.Reason, one.News.Code, one.News.Data);
}
