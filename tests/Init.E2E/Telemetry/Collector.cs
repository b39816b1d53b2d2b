using Init.E2E.Harness;

namespace Init.E2E.Telemetry;

internal sealed class Collector(Running process, TempFolder folder, int grpc, int http) : IAsyncDisposable
{
    public string Grpc => $"http://127.0.0.1:{grpc}";
    public string Http => $"http://127.0.0.1:{http}";

    public static Collector Start(TempFolder folder)
    {
        var bed = Environment.GetEnvironmentVariable("TESTBED");
        if (string.IsNullOrEmpty(bed) || !File.Exists(Path.Combine(bed, "otelcol")))
        {
            Assert.Skip("needs the test bed: set TESTBED to its folder");
        }

        var (grpc, http) = (FreePort.Next(), FreePort.Next());
        var launch = new Launch { Program = Path.Combine(bed, "otelcol"), Arguments = [] };
        var process = launch
            .With("OTELCOL_GRPC_PORT", Server.Text(grpc)).With("OTELCOL_HTTP_PORT", Server.Text(http))
            .With("OTELCOL_OUT", folder["collected"]).Start(folder);
        return new Collector(process, folder, grpc, http);
    }

    public Task Ready() => process.Out.Wait("ready");

    public Task Received(string pattern) =>
        Poll.Until(
            () => System.Text.RegularExpressions.Regex.IsMatch(Proc.Read(folder["collected"]), pattern),
            Bound.Start,
            () => $"no {pattern} in {Proc.Read(folder["collected"])}");

    public async ValueTask DisposeAsync()
    {
        // It removes its own temporary folder on the way out.
        _ = Libc.kill(process.Top, Signals.TERM);
        await process.Exit();
        await process.DisposeAsync();
    }
}
