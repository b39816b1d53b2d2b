using Init.E2E.Harness;

namespace Init.E2E.Telemetry;

/// <summary>The real OpenTelemetry Collector of the test bed.</summary>
public sealed class CollectorTests
{
    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Metrics_arrive_in_a_real_collector(string protocol)
    {
        using var folder = new TempFolder();
        await using var collector = Collector.Start(folder);
        await collector.Ready();
        await using var pm1 = Launch.Run(["--workers", "2", "--name", "shop"], Server.C(FreePort.Next()))
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", protocol == "grpc" ? collector.Grpc : collector.Http)
            .With("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
            .With("OTEL_METRIC_EXPORT_INTERVAL", "200")
            .With("OTEL_SERVICE_NAME", "shop-e2e")
            .Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        await collector.Received(@"pm1\.worker\.count");
        await collector.Received(@"shop-e2e");
        await collector.Received(@"state: Str\(ready\)");
        _ = Libc.kill(pm1.Workers[0], Signals.KILL);
        await collector.Received(@"pm1\.worker\.restarts");
        await collector.Received(@"reason: Str\(signal\)");
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());

        // The last flush tells how the drain went.
        await collector.Received(@"pm1\.drain\.duration");
    }
}
