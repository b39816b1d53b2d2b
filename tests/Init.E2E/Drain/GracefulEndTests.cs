using Init.E2E.Harness;

namespace Init.E2E.Drain;

/// <summary>SIGTERM under load. Traffic goes on for a while after the signal, as it does in Kubernetes until every proxy
/// has heard of it, and nothing of it may fail.</summary>
public sealed class GracefulEndTests
{
    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    [InlineData("aspnet")]
    public async Task A_stop_signal_under_load_fails_no_request(string program)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = await Serving(
            ["--workers", "3", "--drain-delay", "1s..20s"], Server.Named(program, port, folder), folder);
        await using var load = new Load(port);
        await load.Flow();
        pm1.Signal(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        await load.Flow();
        var result = await load.Stop();
        Assert.Equal(0, await pm1.Exit(Bound.Start));
        Assert.True(result.Failed == 0, $"{result}\n{pm1.Error.Text}");
    }

    [Fact]
    public async Task A_first_request_that_is_answered_after_seconds_is_not_cut()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = await Serving(
            ["--workers", "2"], [Tool.Node, Shipped.Source("slow_answer.js"), Server.Text(port), "2600"], folder);
        using var client = new HttpClient();
        var answer = client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), TestContext.Current.CancellationToken);
        await pm1.Out.Wait("asked");
        pm1.Signal(Signals.TERM);
        Assert.Equal("done", await answer);
        Assert.Equal(0, await pm1.Exit());
    }

    [Theory]
    [InlineData(Signals.INT)]
    [InlineData(Signals.QUIT)]
    public async Task An_interrupt_drains_too(int signal)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = await Serving(["--workers", "2"], Server.Node(port), folder);
        pm1.Signal(signal);
        Assert.Equal(0, await pm1.Exit());
    }

    [Fact]
    public async Task Without_a_delay_no_accepted_or_queued_connection_is_lost()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = await Serving(
            ["--workers", "3", "--drain-delay", "0s..0s"], Server.GracefulNode(port), folder);
        await using var load = new Load(port, untilRefused: true);
        await load.Flow();
        pm1.Signal(Signals.TERM);

        // Every client goes on until it is refused, which is the end that a client can see.
        var result = await load.UntilRefused();
        Assert.Equal(0, await pm1.Exit());
        Assert.True(result.Failed == 0, $"{result}\n{pm1.Error.Text}");
    }

    [Fact]
    public async Task What_waits_in_the_queue_is_served_before_the_last_worker_stops()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();

        // Each answer takes a while and one is given at a time, so the others wait in the queue when the signal comes.
        await using var pm1 = await Serving(["--workers", "2"], [Tool.Python, Shipped.Source("one_by_one.py"), Server.Text(port)], folder);
        var clients = Enumerable.Range(0, 20).Select(_ => Server.Ask(port)).ToArray();
        await Task.WhenAny(clients);
        pm1.Signal(Signals.TERM);
        Assert.All(await Task.WhenAll(clients), client => Assert.Equal(RequestOutcome.Ok, client.Outcome));
        Assert.Equal(0, await pm1.Exit());
    }

    [Fact]
    public async Task The_delay_ends_when_traffic_does()
    {
        using var folder = new TempFolder();

        // The kernel counts the connections of all who share a network: other tests, and the probes of their pm1s. And
        // without that long a grace the end of the delay would come by itself, soon enough to pass.
        string[] network = Libc.geteuid() == 0 ? [Tool.Unshare, "--net"] : [];
        await using var pm1 = Launch.Run(["--workers", "2", "--drain-delay", "0s..600s"], Server.Node(FreePort.Next()))
            .With("PM1_TERMINATION_GRACE", "3000").Under(network).Start(folder);
        await Poll.Until(
            async () => (await Launch.Verb("probe", "startup").Finish(folder)).Code == 0, Bound.Start,
            () => pm1.Error.Text);
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());
    }

    private static async Task<Running> Serving(string[] options, string[] command, TempFolder folder)
    {
        var pm1 = Launch.Run(options, command).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return pm1;
    }
}
