using System.Text.Json;
using Init.Control;
using Init.Core.Link;
using Init.Core.Read;
using Init.Metrics;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Control;

public sealed class ControlDoorTests
{
    private readonly StubSupervisor supervisor = new(Snapshots.Running);

    private ControlDoor Door => ControlRoutes.Door(supervisor);

    [Fact]
    public async Task Snapshot_is_the_snapshot()
    {
        var answer = await Ask.Door(Door, "/v1/snapshot");
        var snapshot = JsonSerializer.Deserialize(answer!.Body.Span, LinkJson.Default.Snapshot)!;

        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.Equal(2, snapshot.Apps[0].Ready);
    }

    [Fact]
    public async Task List_has_the_documented_shape()
    {
        var answer = await Ask.Door(Door, "/v1/list");
        using var json = JsonDocument.Parse(answer!.Body);
        var app = json.RootElement.GetProperty("apps")[0];
        var worker = app.GetProperty("workers")[0];

        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(["version", "apps", "pm1", "phase", "uptimeSeconds"], Names(json.RootElement));
        Assert.Equal(
            ["name", "share", "balance", "ports", "generation", "wanted", "ready", "workers", "restarts", "paused",
                "reload"],
            Names(app));
        Assert.Equal(
            ["slot", "pid", "state", "generation", "restarts", "uptimeSeconds", "cpuPercent", "rssBytes", "backlog",
                "cpuSeconds"],
            Names(worker));
        Assert.Equal("bind", app.GetProperty("share").GetString());
        Assert.Equal("ready", worker.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, worker.GetProperty("rssBytes").ValueKind);
        Assert.Equal(4, app.GetProperty("restarts").GetInt64());
    }

    [Fact]
    public void List_computes_the_cpu_share_since_the_start_of_the_worker()
    {
        var worker = Snapshots.Running.Apps[0].Workers[0];
        var listed = ListWorker.Of(worker, new ProcessReading(1.5, 0.5, 4096, 1, 3));

        Assert.Equal((25, 2), (listed.CpuPercent, listed.CpuSeconds));
        Assert.Equal(4096, listed.RssBytes);
    }

    [Fact]
    public async Task App_is_described_with_its_latest_events()
    {
        supervisor.News.Add(Some.News(1, 30));
        using var json = JsonDocument.Parse((await Ask.Door(Door, "/v1/apps/web"))!.Body);

        Assert.Equal("web", json.RootElement.GetProperty("app").GetProperty("name").GetString());
        var events = json.RootElement.GetProperty("events");
        Assert.Equal(20, events.GetArrayLength());
        Assert.Equal(30, events[19].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task App_that_is_not_there_is_404_with_those_that_are()
    {
        foreach (var answer in new[]
        {
            await Ask.Door(Door, "/v1/apps/wbe"),
            await Ask.Post(Door, "/v1/apps/wbe/reload", ""),
        })
        {
            Assert.Equal(404, answer!.Status);
            Assert.Equal("""{"error":"no app is called \"wbe\"","hint":"there is web"}""", answer.Text());
        }

        Assert.Empty(supervisor.Commands);
    }

    [Theory]
    [InlineData("reload", "", 202, CommandVerb.Reload, "", null)]
    [InlineData("reload", "{}", 202, CommandVerb.Reload, "", null)]
    [InlineData("restart", "", 200, CommandVerb.Restart, "", null)]
    [InlineData("restart", """{"slot":1}""", 200, CommandVerb.Restart, "", 1)]
    [InlineData("restart", """{"slot":null}""", 200, CommandVerb.Restart, "", null)]
    [InlineData("stop", "", 200, CommandVerb.Stop, "", null)]
    [InlineData("start", "", 200, CommandVerb.Start, "", null)]
    [InlineData("scale", """{"workers":"+1"}""", 200, CommandVerb.Scale, "+1", null)]
    [InlineData("scale", """{"workers":3}""", 200, CommandVerb.Scale, "3", null)]
    [InlineData("signal", """{"signal":"SIGUSR1","slot":0}""", 200, CommandVerb.Signal, "SIGUSR1", 0)]
    public async Task Order_becomes_a_command_and_its_answer_is_the_app(
        string word, string body, int status, CommandVerb verb, string text, int? slot)
    {
        var answer = await Ask.Post(Door, $"/v1/apps/web/{word}", body);

        Assert.Equal(status, answer!.Status);
        Assert.Equal([new Command(verb, "web", text, slot)], supervisor.Commands);
        Assert.Equal("web", JsonSerializer.Deserialize(answer.Body.Span, LinkJson.Default.AppSnapshot)!.Name);
    }

    [Fact]
    public async Task Drain_is_a_post_and_its_answer_is_the_snapshot()
    {
        Assert.Equal(405, (await Ask.Door(Door, "/v1/drain"))!.Status);
        Assert.Empty(supervisor.Commands);
        Assert.Equal(200, (await Ask.Door(Door, "/v1/drain", "POST"))!.Status);
        Assert.Equal([new Command(CommandVerb.Drain)], supervisor.Commands);
    }

    [Theory]
    [InlineData("scale", "{", 400, "the body is not JSON: line 1, byte 2")]
    [InlineData("scale", "", 400, "workers is missing")]
    [InlineData("scale", "{}", 400, "workers is missing")]
    [InlineData("scale", "[]", 400, "the body is an array, not an object")]
    [InlineData("scale", """{"workers":true}""", 400, "workers is true, not a text")]
    [InlineData("scale", """{"workers":1.5}""", 400, "workers is 1.5, not a text")]
    [InlineData("scale", """{"workers":-2}""", 400, "workers is -2, fewer than none")]
    [InlineData("scale", """{"workers":""}""", 400, "workers has 0 characters")]
    [InlineData("scale", """{"workers":"1","workers":"2"}""", 400, "workers is there twice")]
    [InlineData("scale", """{"wrokers":"1"}""", 400, "did you mean workers?")]
    [InlineData("scale", """{"workers":"\ud800"}""", 400, "text that is not Unicode")]
    [InlineData("scale", """{"\ud800":"1"}""", 400, "text that is not Unicode")]
    [InlineData("restart", """{"slot":-1}""", 400, "slot is -1, not a slot")]
    [InlineData("restart", """{"slot":"1"}""", 400, "slot is a text, not a slot")]
    [InlineData("restart", """{"slot":1e99}""", 400, "slot is 1e99, not a slot")]
    [InlineData("stop", """{"slot":1}""", 400, "unknown field")]
    [InlineData("signal", """{"slot":1}""", 400, "signal is missing")]
    public async Task Wrong_body_is_explained_and_changes_nothing(string word, string body, int status, string error)
    {
        var answer = await Ask.Post(Door, $"/v1/apps/web/{word}", body);

        Assert.Equal(status, answer!.Status);
        Assert.Contains(error, answer.Text(), StringComparison.Ordinal);
        Assert.Empty(supervisor.Commands);
    }

    [Fact]
    public async Task Body_of_another_type_or_size_changes_nothing()
    {
        var form = await Ask.Post(Door, "/v1/apps/web/scale", "workers=1", "application/x-www-form-urlencoded");
        var huge = await Ask.Post(Door, "/v1/apps/web/scale", new string(' ', OrderBody.BytesMax + 1));
        var typed = await Ask.Post(Door, "/v1/apps/web/reload", "{}", "Application/JSON; charset=utf-8");

        Assert.Equal((415, 413, 202), (form!.Status, huge!.Status, typed!.Status));
        Assert.Single(supervisor.Commands);
    }

    [Theory]
    [InlineData("/v1/apps/web/restart?slot=1", "POST", 400, "write it into the body")]
    [InlineData("/v1/events?folow=1", "GET", 400, "did you mean follow?")]
    [InlineData("/v1/events?since=x", "GET", 400, "not an event")]
    [InlineData("/v1/events?follow=x", "GET", 400, "neither 1 nor 0")]
    [InlineData("/v2/list", "GET", 404, "nothing at /v2/list")]
    [InlineData("/v1/apps//reload", "POST", 404, "nothing at")]
    [InlineData("/v1/apps/web/reload/", "POST", 404, "nothing at")]
    public async Task Wrong_address_is_explained_and_changes_nothing(
        string target, string method, int status, string error)
    {
        var answer = await Ask.Door(Door, target, method);

        Assert.Equal(status, answer!.Status);
        Assert.Contains(error, answer.Text(), StringComparison.Ordinal);
        Assert.Empty(supervisor.Commands);
    }

    [Theory]
    [InlineData("/v1/list", "POST", "GET, HEAD")]
    [InlineData("/v1/apps/web/stop", "GET", "POST")]
    [InlineData("/v1/apps/web/stop", "DELETE", "POST")]
    public async Task Wrong_method_is_405_with_the_right_one(string target, string method, string allow)
    {
        var answer = await Ask.Door(Door, target, method);

        Assert.Equal((405, allow), (answer!.Status, answer.Allow));
        Assert.Empty(supervisor.Commands);
    }

    [Theory]
    [InlineData(RefusalKind.Invalid, 400)]
    [InlineData(RefusalKind.NotFound, 404)]
    [InlineData(RefusalKind.Conflict, 409)]
    public async Task Refusal_keeps_its_kind(RefusalKind kind, int status)
    {
        var refusing = new StubSupervisor(Snapshots.Running) { Refuses = new Refusal(kind, "no", "later") };
        var answer = await Ask.Post(ControlRoutes.Door(refusing), "/v1/apps/web/reload", "");

        Assert.Equal((status, """{"error":"no","hint":"later"}"""), (answer!.Status, answer.Text()));
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("2")]
    public async Task List_with_neither_on_nor_off_is_400_and_asks_nobody(string connections)
    {
        var supervisor = new StubSupervisor(Snapshots.Running);
        var answer = await Ask.Door(ControlRoutes.Door(supervisor), $"/v1/list?connections={connections}");

        Assert.Equal(400, answer!.Status);
        Assert.Equal(0, supervisor.Asks);
    }

    [Fact]
    public async Task Supervisor_that_does_not_answer_is_503()
    {
        var silent = ControlRoutes.Door(new StubSupervisor(null));
        foreach (var (method, path) in ControlRoutes.All.Where(route => route.Path is not ("/v1/openapi.json" or "/v1/events")))
        {
            var body = path.EndsWith("scale", StringComparison.Ordinal) ? """{"workers":1}"""
                : path.EndsWith("signal", StringComparison.Ordinal) ? """{"signal":"HUP"}"""
                : path.EndsWith("send", StringComparison.Ordinal) ? """{"message":null}""" : "";
            var target = path.Replace("{app}", "web", StringComparison.Ordinal);
            var answer = method == "POST" ? await Ask.Post(silent, target, body) : await Ask.Door(silent, target);
            Assert.Equal((503, path), (answer!.Status, path));
        }
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(field => field.Name);
}
