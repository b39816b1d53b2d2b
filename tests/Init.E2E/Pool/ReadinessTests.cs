using Init.E2E.Harness;

namespace Init.E2E.Pool;

/// <summary>`--ready`: when a worker counts as ready.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task A_worker_that_notifies_is_ready_when_it_says_so()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--ready", "notify"], [Tool.Python, Shipped.Source("notify.py"), folder["go"]]).Start(folder);
        await pm1.WaitForWorkers(2);
        await NotYetThenReady(pm1, folder);
    }

    [Fact]
    public async Task A_datagram_worker_is_ready_when_it_has_bound()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--port", $"udp:{port}"], [Tool.Python, Shipped.Source("udp_echo.py"), Server.Text(port)])
            .Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
    }

    [Fact]
    public async Task A_worker_is_ready_when_it_listens()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        _ = Shipped.Source("http_server.py");
        await using var pm1 = Launch.Run(
            ["--workers", "2"], [Tool.Python, Shipped.Source("slow_start.py"), Server.Text(port), folder["go"]]).Start(folder);
        await pm1.WaitForWorkers(2);
        await NotYetThenReady(pm1, folder);
        await Server.Answers(port, 2, () => pm1.Error.Text);
    }

    [Fact]
    public async Task A_worker_is_ready_after_a_delay()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", "1", "--ready", "after:300ms"], ["/bin/sleep", "600"]).Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
    }

    private static async Task NotYetThenReady(Running pm1, TempFolder folder)
    {
        await pm1.Admin.WaitFor("/livez", 200, () => pm1.Error.Text);
        Assert.Equal(503, await pm1.Admin.Status("/readyz"));
        Assert.Equal(503, await pm1.Admin.Status("/startupz"));
        folder.Write("go", "");
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
    }
}
