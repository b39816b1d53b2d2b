using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Init.Core.Read;
using Init.Runtime.Tests.Agent;
using Init.Telemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace Init.Runtime.Tests.Telemetry;

public sealed class StuckCollectorTests : IDisposable
{
    private const int FlushMilliseconds = 200;

    /// <summary>Of one export: as good as never.</summary>
    private const int ExportMilliseconds = 600_000;

    /// <summary>A busy machine needs more than the flush; who waited for the export would need longer than this.
    /// </summary>
    private const int EndMilliseconds = 20_000;

    /// <summary>Connects, and never says a word.</summary>
    private readonly TcpListener collector = new(IPAddress.Loopback, 0);
    private readonly AgentUnderTest agent;

    public StuckCollectorTests()
    {
        collector.Start();
        var settings = new OtlpSettings(
            new Uri($"http://{collector.LocalEndpoint}/v1/metrics"), "http/protobuf", Headers: null,
            TimeoutMilliseconds: ExportMilliseconds, IntervalMilliseconds: 100,
            MetricReaderTemporalityPreference.Cumulative);
        agent = new AgentUnderTest(settings, Snapshots.Running);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        collector.Dispose();
        agent.Dispose();
    }

    [Fact]
    public async Task Collector_that_never_answers_delays_neither_probes_nor_the_end()
    {
        using var export = await collector.AcceptTcpClientAsync(Cancel);
        using var response = await agent.Admin.GetAsync("/readyz", Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var started = Stopwatch.GetTimestamp();
        agent.Supervisor.Stop(Snapshots.Of(0, 2, SupervisorPhase.Stopped), FlushMilliseconds);
        Assert.Equal(0, await agent.Exit);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, EndMilliseconds);
    }
}
