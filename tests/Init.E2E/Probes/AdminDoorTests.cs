using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.Probes;

/// <summary>The admin port, in the formats of kube-apiserver.</summary>
public sealed class AdminDoorTests
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/startupz")]
    [InlineData("/healthz")]
    public async Task A_healthy_pool_passes_every_probe(string path)
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder);
        var answer = await pm1.Admin.Get(path);
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("text/plain", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Contains("no-store", answer.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verbose_probe_lists_its_checks_and_leaves_out_what_it_is_told_to()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder);
        var all = await pm1.Admin.Get("/readyz?verbose");
        Assert.Matches(@"(?m)^\[\+\]shutdown ok$", all.Text);
        Assert.EndsWith("readyz check passed", all.Text.TrimEnd(), StringComparison.Ordinal);
        var without = await pm1.Admin.Get("/readyz?verbose&exclude=shutdown");
        Assert.Matches(@"(?m)^\[\+\]shutdown excluded: ok$", without.Text);
        Assert.Equal(200, (await pm1.Admin.Get("/readyz/shutdown")).Status);
        Assert.Equal(404, (await pm1.Admin.Get("/readyz/no-such-check")).Status);
    }

    [Fact]
    public async Task Json_has_the_shape_of_a_health_report()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder);
        using var report = JsonDocument.Parse((await pm1.Admin.Get("/readyz", "application/json")).Text);
        Assert.Equal("Healthy", report.RootElement.GetProperty("status").GetString());
        Assert.True(report.RootElement.TryGetProperty("totalDuration", out _));
        Assert.Equal("Healthy", report.RootElement.GetProperty("entries").GetProperty("shutdown").GetProperty("status").GetString());
    }

    [Fact]
    public async Task While_draining_readyz_fails_by_shutdown_and_livez_passes()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, "--drain-delay", "600s..600s");
        pm1.Signal(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        var ready = await pm1.Admin.Get("/readyz");
        Assert.Matches(@"(?m)^\[-\]shutdown failed", ready.Text);
        Assert.Equal(200, await pm1.Admin.Status("/readyz?exclude=shutdown"));
        Assert.Equal(200, await pm1.Admin.Status("/livez"));
        Assert.Equal(200, await pm1.Admin.Status("/startupz"));
    }

    [Fact]
    public async Task Metrics_count_the_workers_and_their_restarts()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder);
        var before = await pm1.Admin.Get("/metrics");
        Assert.StartsWith("text/plain; version=0.0.4", before.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(2, before.Sample("pm1_worker_count", "state=\"ready\""));
        Assert.Equal(0, before.Sample("pm1_worker_restarts_total", "reason=\"signal\""));
        _ = Libc.kill(pm1.Workers[0], Signals.KILL);
        AdminAnswer? now = null;
        await Poll.Until(
            async () => (now = await pm1.Admin.Get("/metrics")).Sample("pm1_worker_restarts_total", "reason=\"signal\"") == 1
                && now.Sample("pm1_worker_count", "state=\"ready\"") == 2,
            Bound.Start,
            () => now!.Text);
    }

    [Fact]
    public async Task A_taken_admin_port_costs_the_probes_but_not_the_workers()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var launch = Launch.Run(["--workers", "2"], Server.Node(port));
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, launch.AdminPort);
        other.Start();
        await using var pm1 = launch.Start(folder);
        await Server.Answers(port, 2, () => pm1.Error.Text);
        await pm1.Error.Wait($@"(?m)^pm1: .*{launch.AdminPort}.*in use");
        var probe = await Launch.Verb("probe", "live").Finish(folder);
        Assert.Equal(0, probe.Code);
        Assert.Contains(Server.Text(launch.AdminPort), probe.Output + probe.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_off_opens_no_port()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Verb(["run", "--admin", "off", "--workers", "1", "--", .. Server.Node(port)]).Start(folder);
        await Server.Answers(port, 1, () => pm1.Error.Text);
        Assert.Equal(0, (await Launch.Verb("probe", "live").Finish(folder)).Code);
    }

    private static async Task<Running> Ready(TempFolder folder, params string[] options)
    {
        var pm1 = Launch.Run(["--workers", "2", .. options], Server.C(FreePort.Next())).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return pm1;
    }
}
