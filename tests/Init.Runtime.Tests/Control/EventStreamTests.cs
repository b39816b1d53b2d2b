using System.IO.Pipelines;
using System.Text.Json;
using Init.Control;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Control;

public sealed class EventStreamTests
{
    private static readonly EventPace Quick = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(30));

    private readonly StubSupervisor supervisor = new(Snapshots.Running);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_are_what_is_remembered_and_end_there()
    {
        supervisor.News.Add(Some.News(1, 100));
        var lines = (await ReadAllAsync("/v1/events?since=97")).Split('\n');

        Assert.Equal(4, lines.Length);
        using var json = JsonDocument.Parse(lines[0]);
        Assert.Equal(
            ["id", "at", "app", "kind", "message", "slot", "pid"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(98, json.RootElement.GetProperty("id").GetInt64());
        Assert.Equal("worker-ready", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal("2023-11-14T22:13:20.098+00:00", json.RootElement.GetProperty("at").GetString());
    }

    [Fact]
    public async Task Server_sent_events_have_a_number_and_a_kind()
    {
        supervisor.News.Add(Some.News(1, 2));
        var text = await ReadAllAsync("/v1/events?since=1", "text/event-stream");

        Assert.StartsWith("id: 2\nevent: worker-ready\ndata: {\"id\":2,", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_that_was_broken_off_goes_on_where_the_browser_says()
    {
        supervisor.News.Add(Some.News(1, 9));
        var question = Ask.Question("/v1/events", "GET", "text/event-stream") with { LastEventId = "8" };
        var answer = await Ask.Door(ControlRoutes.Door(supervisor), question);
        using var body = new MemoryStream();
        await answer!.Stream!(body, Cancel);

        Assert.StartsWith("id: 9\n", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follower_gets_a_heartbeat_and_then_what_happens()
    {
        var pipe = new Pipe();
        var writing = WriteAsync("/v1/events?follow=1", pipe);
        using var lines = new StreamReader(pipe.Reader.AsStream());

        Assert.Equal("", await lines.ReadLineAsync(Cancel));
        supervisor.News.Add(Some.News(1, 1));
        var line = "";
        while (line == "")
        {
            line = await lines.ReadLineAsync(Cancel);
        }

        Assert.StartsWith("{\"id\":1,", line, StringComparison.Ordinal);
        supervisor.News.End();
        await writing;
    }

    [Fact]
    public async Task Reader_that_falls_behind_is_told_so_and_cut_off()
    {
        // Whoever reads one byte of a batch makes the writer wait in the middle of it.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        supervisor.News.Add(Some.News(1, 1));
        var writing = WriteAsync("/v1/events?follow=1", pipe);
        var first = await pipe.Reader.ReadAsync(Cancel);
        supervisor.News.Add(Some.News(2, 2000));
        pipe.Reader.AdvanceTo(first.Buffer.End);
        using var lines = new StreamReader(pipe.Reader.AsStream());
        var text = (await lines.ReadToEndAsync(Cancel)).Trim();
        await writing;

        Assert.Equal(
            """{"error":"cut off: read too slowly, events 2 to 1000 are forgotten","hint":"go on with since=1000"}""",
            text);
    }

    [Fact]
    public async Task Client_that_takes_nothing_is_not_waited_for()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        supervisor.News.Add(Some.News(1, 1));
        var answer = await Ask.Door(
            ControlRoutes.Door(supervisor, new EventPace(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(5))),
            "/v1/events?follow=1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => answer!.Stream!(pipe.Writer.AsStream(), CancellationToken.None));
    }

    private async Task WriteAsync(string target, Pipe pipe)
    {
        var answer = await Ask.Door(ControlRoutes.Door(supervisor, Quick), target);
        await answer!.Stream!(pipe.Writer.AsStream(), Cancel);
        await pipe.Writer.CompleteAsync();
    }

    private async Task<string> ReadAllAsync(string target, string accept = "")
    {
        var answer = await Ask.Door(ControlRoutes.Door(supervisor), Ask.Question(target, "GET", accept));
        using var body = new MemoryStream();
        await answer!.Stream!(body, Cancel);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
