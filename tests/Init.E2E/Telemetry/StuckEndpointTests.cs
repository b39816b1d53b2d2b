using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Init.E2E.Harness;

namespace Init.E2E.Telemetry;

/// <summary>An OTLP endpoint that takes connections and never answers.</summary>
public sealed class StuckEndpointTests
{
    private static readonly TimeSpan ExitWithin = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_stuck_endpoint_delays_neither_probes_nor_the_end(string protocol)
    {
        using var folder = new TempFolder();
        using var stuck = new TcpListener(IPAddress.Loopback, 0);
        stuck.Start();
        await using var pm1 = Launch.Run(["--workers", "2"], Server.C(FreePort.Next()))
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{stuck.LocalEndpoint}")
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
            .With("OTEL_METRIC_EXPORT_INTERVAL", "100")
            .Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        await Poll.Until(stuck.Pending, Bound.Start, () => "pm1 has not tried to export");
        Assert.Equal(200, await pm1.Admin.Status("/livez"));
        Assert.Equal(200, await pm1.Admin.Status("/metrics"));
        var clock = Stopwatch.StartNew();
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());
        Assert.True(clock.Elapsed < ExitWithin, $"it took {clock.Elapsed.TotalSeconds} s");
    }
}
