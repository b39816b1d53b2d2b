using System.Text.Json;
using Init.Admin;
using Init.Core.Read;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Admin;

public sealed class ProbeDoorTests
{
    [Theory]
    [InlineData("/livez", "[+]supervisor ok\nlivez check passed\n")]
    [InlineData("/readyz", "[+]workers ok\n[+]shutdown ok\nreadyz check passed\n")]
    [InlineData("/startupz", "[+]started ok\nstartupz check passed\n")]
    [InlineData("/healthz", "[+]supervisor ok\n[+]workers ok\n[+]shutdown ok\nhealthz check passed\n")]
    public async Task Each_probe_has_its_checks(string path, string verbose)
    {
        var door = Door(Snapshots.Running);

        Assert.Equal("ok", (await Ask.Door(door, path)).Text());
        Assert.Equal(verbose, (await Ask.Door(door, path + "?verbose")).Text());
    }

    [Fact]
    public async Task Some_workers_missing_is_degraded_but_passes()
    {
        var answer = await Ask.Door(Door(Snapshots.Of(ready: 3, wanted: 4)), "/readyz?verbose");

        Assert.Equal(200, answer!.Status);
        Assert.StartsWith("[!]workers degraded: web: 3 of 4 workers ready\n", answer.Text(), StringComparison.Ordinal);
        Assert.EndsWith("readyz check passed\n", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_ready_worker_fails_and_a_failure_is_always_verbose()
    {
        var answer = await Ask.Door(Door(Snapshots.Of(ready: 0, wanted: 2)), "/readyz");

        Assert.Equal(503, answer!.Status);
        Assert.Equal(
            "[-]workers failed: web: 0 of 2 workers ready\n[+]shutdown ok\nreadyz check failed\n", answer.Text());
    }

    [Theory]
    [InlineData(SupervisorPhase.Draining)]
    [InlineData(SupervisorPhase.Stopped)]
    public async Task Drain_fails_readiness_but_not_liveness(SupervisorPhase phase)
    {
        var door = Door(Snapshots.Of(2, 2, phase));

        Assert.Equal(503, (await Ask.Door(door, "/readyz"))!.Status);
        Assert.Equal(503, (await Ask.Door(door, "/readyz/shutdown"))!.Status);
        Assert.Equal(200, (await Ask.Door(door, "/readyz/workers"))!.Status);
        Assert.Equal(200, (await Ask.Door(door, "/livez"))!.Status);
    }

    [Fact]
    public async Task Excluded_checks_are_shown_and_not_run()
    {
        var answer = await Ask.Door(
            Door(Snapshots.Of(0, 2, SupervisorPhase.Draining)),
            "/readyz?verbose&exclude=shutdown&exclude=workers&exclude=nonsense");

        Assert.Equal(200, answer!.Status);
        Assert.Equal(
            "[+]workers excluded: ok\n[+]shutdown excluded: ok\n"
            + "warn: no check to exclude is called nonsense\nreadyz check passed\n",
            answer.Text());
    }

    [Fact]
    public async Task Startup_waits_for_the_first_generation()
    {
        var answer = await Ask.Door(Door(Snapshots.Of(1, 2, SupervisorPhase.Starting)), "/startupz");

        Assert.Equal(503, answer!.Status);
        Assert.Contains("[-]started failed: web: 1 of 2 workers ready\n", answer.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/startupz")]
    [InlineData("/healthz/workers")]
    public async Task Supervisor_that_does_not_answer_fails_every_probe(string path)
    {
        var answer = await Ask.Door(Door(null), path);

        Assert.Equal(503, answer!.Status);
        Assert.Contains(" failed: the supervisor does not answer\n", answer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Degraded_features_are_shown_and_fail_nothing()
    {
        var snapshot = Snapshots.Running with { Degraded = [new Degradation("share", "no\nseccomp", "a hint")] };
        var door = Door(snapshot);

        Assert.Equal("ok", (await Ask.Door(door, "/livez")).Text());
        Assert.Equal(
            "[+]supervisor ok\n[!]share degraded: no seccomp\nlivez check passed\n",
            (await Ask.Door(door, "/livez?verbose")).Text());
    }

    [Theory]
    [InlineData("/livez/workers")]
    [InlineData("/readyz/nonsense")]
    public async Task Check_that_the_probe_does_not_have_is_404(string path) =>
        Assert.Equal(404, (await Ask.Door(Door(Snapshots.Running), path))!.Status);

    [Theory]
    [InlineData("/")]
    [InlineData("/live")]
    [InlineData("/readyz/workers/more")]
    public async Task Other_addresses_are_left_to_other_doors(string path) =>
        Assert.Null(await Ask.Door(Door(Snapshots.Running), path));

    [Fact]
    public async Task Json_has_the_shape_of_a_health_report()
    {
        var answer = await Ask.Door(Door(Snapshots.Of(1, 2)), "/readyz", json: true);
        using var json = JsonDocument.Parse(answer!.Body);
        var root = json.RootElement;
        var workers = root.GetProperty("entries").GetProperty("workers");

        Assert.Equal(200, answer.Status);
        Assert.Equal("Degraded", root.GetProperty("status").GetString());
        Assert.True(TimeSpan.TryParse(root.GetProperty("totalDuration").GetString(), null, out _));
        Assert.Equal("web: 1 of 2 workers ready", workers.GetProperty("description").GetString());
        Assert.Equal("Healthy", root.GetProperty("entries").GetProperty("shutdown").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Object, workers.GetProperty("data").ValueKind);
        Assert.Contains("readyz", workers.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task Json_of_a_failure_is_503()
    {
        var answer = await Ask.Door(Door(null), "/livez", json: true);
        using var json = JsonDocument.Parse(answer!.Body);

        Assert.Equal(503, answer.Status);
        Assert.Equal("Unhealthy", json.RootElement.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz?verbose")]
    [InlineData("/startupz")]
    [InlineData("/healthz")]
    public async Task One_probe_asks_once_and_not_for_a_snapshot(string path)
    {
        var supervisor = new StubSupervisor(Snapshots.Running);
        await Ask.Door(new ProbeDoor(supervisor), path);

        Assert.Equal((1, 0), (supervisor.VitalsAsks, supervisor.Asks));
    }

    private static ProbeDoor Door(Snapshot? snapshot) => new(new StubSupervisor(snapshot));
}
