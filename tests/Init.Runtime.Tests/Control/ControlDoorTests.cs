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
    [Fact]
    public async Task Snapshot_is_the_snapshot()
    {
        var answer = await Ask.Door(Door(new StubSupervisor(Snapshots.Running)), "/v1/snapshot");
        var snapshot = JsonSerializer.Deserialize(answer!.Body.Span, LinkJson.Default.Snapshot)!;

        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.Equal(2, snapshot.Apps[0].Ready);
    }

    [Fact]
    public async Task List_has_the_documented_shape()
    {
        var answer = await Ask.Door(Door(new StubSupervisor(Snapshots.Running)), "/v1/list");
        using var json = JsonDocument.Parse(answer!.Body);
        var app = json.RootElement.GetProperty("apps")[0];
        var worker = app.GetProperty("workers")[0];

        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.Equal(
            ["name", "share", "balance", "ports", "generation", "wanted", "ready", "workers"],
            app.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["slot", "pid", "state", "generation", "restarts", "uptimeSeconds", "cpuPercent", "rssBytes", "backlog"],
            worker.EnumerateObject().Select(p => p.Name));
        Assert.Equal("bind", app.GetProperty("share").GetString());
        Assert.Equal("ready", worker.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, worker.GetProperty("rssBytes").ValueKind);
    }

    [Fact]
    public void List_computes_the_cpu_share_since_the_start_of_the_worker()
    {
        var worker = Snapshots.Running.Apps[0].Workers[0];
        var listed = ListWorker.Of(worker, new ProcessReading(1.5, 0.5, 4096, 1, 3));

        Assert.Equal(25, listed.CpuPercent);
        Assert.Equal(4096, listed.RssBytes);
    }

    [Fact]
    public async Task Drain_is_a_post()
    {
        var supervisor = new StubSupervisor(Snapshots.Of(2, 2, SupervisorPhase.Draining));
        var door = Door(supervisor);

        Assert.Equal(405, (await Ask.Door(door, "/v1/drain"))!.Status);
        Assert.Equal(0, supervisor.Drains);
        Assert.Equal(200, (await Ask.Door(door, "/v1/drain", "POST"))!.Status);
        Assert.Equal(1, supervisor.Drains);
    }

    [Theory]
    [InlineData("/v1/snapshot", "GET")]
    [InlineData("/v1/list", "GET")]
    [InlineData("/v1/drain", "POST")]
    public async Task Supervisor_that_does_not_answer_is_503(string path, string method) =>
        Assert.Equal(503, (await Ask.Door(Door(new StubSupervisor(null)), path, method))!.Status);

    private static ControlDoor Door(StubSupervisor supervisor) => new(supervisor, new ProcessReader());
}
