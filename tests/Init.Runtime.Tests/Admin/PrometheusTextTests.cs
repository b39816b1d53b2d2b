using System.Text.RegularExpressions;
using Init.Admin;
using Init.Core.Read;
using Init.Metrics;
using Init.Runtime.Tests.Agent;
using Xunit;

namespace Init.Runtime.Tests.Admin;

public sealed partial class PrometheusTextTests
{
    [Theory]
    [InlineData("pm1.worker.restarts", "{restart}", true, "pm1_worker_restarts_total")]
    [InlineData("pm1.worker.startup.duration", "s", false, "pm1_worker_startup_duration_seconds")]
    [InlineData("process.cpu.time", "s", true, "process_cpu_time_seconds_total")]
    [InlineData("process.memory.usage", "By", false, "process_memory_usage_bytes")]
    [InlineData("process.unix.file_descriptor.count", "{file_descriptor}", false, "process_unix_file_descriptor_count")]
    public void Names_follow_the_OpenMetrics_rules(string name, string unit, bool counter, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(name, unit, counter));

    [Fact]
    public void Families_have_a_help_a_type_and_their_samples()
    {
        var text = Write(Snapshots.Of(ready: 1, wanted: 3));

        Assert.Contains(
            "# HELP pm1_worker_restarts_total Workers that had to be started again, by reason.\n"
            + "# TYPE pm1_worker_restarts_total counter\n"
            + "pm1_worker_restarts_total{app=\"web\",reason=\"ready-timeout\"} 4\n",
            text, StringComparison.Ordinal);
        Assert.Contains("pm1_worker_count{app=\"web\",state=\"ready\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("pm1_worker_count{app=\"web\",state=\"backoff\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("pm1_worker_count{app=\"web\",state=\"stopping\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("pm1_worker_limit{source=\"quota\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("pm1_listener_backlog_usage{app=\"web\",address=\"0.0.0.0:3000\"} 3\n", text,
            StringComparison.Ordinal);
        Assert.Contains("pm1_worker_startup_duration_seconds{app=\"web\",pm1_worker_index=\"0\"} 0.25\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reloads_are_counted_by_outcome_and_the_generation_is_shown()
    {
        var app = Snapshots.Running.Apps[0] with
        {
            Generation = 5, Reloads = [new(ReloadOutcome.Done, 3), new(ReloadOutcome.Failed, 1)],
        };
        var text = Write(Snapshots.Running with { Apps = [app] });

        Assert.Contains(
            "# TYPE pm1_app_reloads_total counter\n"
            + "pm1_app_reloads_total{app=\"web\",outcome=\"done\"} 3\n"
            + "pm1_app_reloads_total{app=\"web\",outcome=\"failed\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "# TYPE pm1_app_generation gauge\npm1_app_generation{app=\"web\"} 5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_is_of_the_format()
    {
        var text = Write(Snapshots.Running with { Drain = new DrainSnapshot(DrainPhase.Done, 5, 3, 1) });

        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
    }

    [Fact]
    public void Labels_are_escaped()
    {
        Assert.Equal("a\\\\b\\\"c\\nd", PrometheusText.EscapeLabel("a\\b\"c\nd"));
    }

    [Fact]
    public void Drain_duration_appears_when_the_drain_is_done()
    {
        var during = Write(Snapshots.Running with { Drain = new DrainSnapshot(DrainPhase.Stop, 4, 3, 0) });
        var after = Write(Snapshots.Running with { Drain = new DrainSnapshot(DrainPhase.Done, 5, 3, 0) });

        Assert.DoesNotContain("pm1_drain_duration_seconds", during, StringComparison.Ordinal);
        Assert.Contains("# TYPE pm1_drain_duration_seconds histogram\n", after, StringComparison.Ordinal);
        Assert.Contains("_bucket{phase=\"delay\",outcome=\"clean\",le=\"2.5\"} 0\n", after, StringComparison.Ordinal);
        Assert.Contains("_bucket{phase=\"delay\",outcome=\"clean\",le=\"+Inf\"} 1\n", after, StringComparison.Ordinal);
        Assert.Contains("_sum{phase=\"stop\",outcome=\"clean\"} 2\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var port = new PortSnapshot("[::]:80", Listening: false, Backlog: 0, BacklogLimit: 0, Drops: 0);
        var app = Snapshots.Running.Apps[0] with { Ports = [port] };
        var text = Write(Snapshots.Running with { Apps = [app], Cpu = new CpuSnapshot(0, 4, WorkersSource.Affinity) });

        Assert.DoesNotContain("backlog_usage", text, StringComparison.Ordinal);
        Assert.DoesNotContain("backlog_limit", text, StringComparison.Ordinal);
        Assert.DoesNotContain("source=\"quota\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("process_", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_of_a_silent_supervisor_are_503()
    {
        var door = new MetricsDoor(new StubSupervisor(null), new ProcessReader());

        Assert.Equal(503, (await Ask.Door(door, "/metrics"))!.Status);
        Assert.Equal(405, (await Ask.Door(door, "/metrics", "DELETE"))!.Status);
        Assert.Null(await Ask.Door(door, "/metric"));
    }

    [Fact]
    public async Task Scrapes_of_one_snapshot_share_one_page()
    {
        var door = new MetricsDoor(new StubSupervisor(Snapshots.Running), new ProcessReader());

        Assert.Same(await Ask.Door(door, "/metrics"), await Ask.Door(door, "/metrics"));
    }

    private static string Write(Snapshot snapshot) =>
        PrometheusText.Write(new Reading(snapshot, new Dictionary<int, ProcessReading>()));

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+\{([a-z0-9_]+="[^"]*",?)+\} [0-9.+E-]+)$""")]
    private static partial Regex Line();
}
