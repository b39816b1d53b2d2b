using System.Globalization;
using System.Text;
using System.Text.Json;
using Init.Core.Link;
using Init.Core.Spec;
using Init.Doors;

namespace Init.Control;

/// <summary>`/v1/events`: what happened, and with `?follow=1` what happens, as JSON lines or as server-sent events. A
/// reader has a place in the ring and no queue; when the ring has moved past that place, it is told so and cut off.
/// </summary>
internal sealed class EventStream(NewsRing news, EventPace pace)
{
    private const string Since = "since";
    private const string Follow = "follow";
    private const string EventStreamType = "text/event-stream";
    private const string LinesType = "application/x-ndjson";
    private const int BatchMax = 64;

    internal static IReadOnlyList<string> Parameters { get; } = [Since, Follow];

    internal Answer Answer(Question question)
    {
        var isEvents = question.Accept.Contains(EventStreamType, StringComparison.OrdinalIgnoreCase);
        var text = question.Query[Since].ToString() is { Length: > 0 } asked ? asked : question.LastEventId;
        var since = 0L;
        if (text != "" && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out since))
        {
            return Doors.Answer.Problem(
                400, $"{Since} is {Fault.Quote(text)}, not an event's number", "write since=0 for all");
        }

        return question.Switch(Follow) is { } goesOn
            ? Doors.Answer.Streaming(
                isEvents ? EventStreamType : $"{LinesType}; charset=utf-8",
                (body, gone) => WriteAsync(body, since, goesOn, isEvents, gone))
            : Doors.Answer.Problem(400, $"{Follow} is neither 1 nor 0", "write follow=1");
    }

    private async Task WriteAsync(Stream body, long since, bool follow, bool isEvents, CancellationToken gone)
    {
        var seen = since;
        var isFirst = true;
        while (true)
        {
            var change = news.Change();
            var batch = news.After(seen, BatchMax);
            if (batch.Count == 0)
            {
                if (!follow || news.IsOver)
                {
                    return;
                }

                await WaitAsync(body, change, isEvents, gone);
                continue;
            }

            if (!isFirst && batch[0].Id != seen + 1)
            {
                await PutAsync(body, TooSlow(seen, batch[0].Id, isEvents), gone);
                return;
            }

            isFirst = false;
            seen = batch[^1].Id;
            await PutAsync(body, string.Concat(batch.Select(one => Text(one, isEvents))), gone);
        }
    }

    private async Task WaitAsync(Stream body, Task change, bool isEvents, CancellationToken gone)
    {
        try
        {
            await change.WaitAsync(pace.Heartbeat, gone);
        }
        catch (TimeoutException)
        {
            await PutAsync(body, isEvents ? ":\n\n" : "\n", gone);
        }
    }

    private async Task PutAsync(Stream body, string text, CancellationToken gone)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(gone);
        limit.CancelAfter(pace.WriteMax);
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), limit.Token);
        await body.FlushAsync(limit.Token);
    }

    private static string Text(LinkNews one, bool isEvents)
    {
        var line = EventLine.Of(one);
        var json = JsonSerializer.Serialize(line, ControlText.Json.EventLine);
        var kind = JsonNamingPolicy.KebabCaseLower.ConvertName(line.Kind.ToString());
        return isEvents ? $"id: {line.Id}\nevent: {kind}\ndata: {json}\n\n" : $"{json}\n";
    }

    private static string TooSlow(long seen, long next, bool isEvents)
    {
        var json = JsonSerializer.Serialize(
            new ProblemDocument(
                $"cut off: read too slowly, events {seen + 1} to {next - 1} are forgotten",
                $"go on with since={next - 1}"),
            ReadableJson.Problem.ProblemDocument);
        return isEvents ? $"event: error\ndata: {json}\n\n" : $"{json}\n";
    }
}
