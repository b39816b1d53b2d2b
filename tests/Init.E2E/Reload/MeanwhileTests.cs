using Init.E2E.Harness;

namespace Init.E2E.Reload;

/// <summary>What else may happen during a reload, and to the number of workers, under load.</summary>
public sealed class MeanwhileTests
{
    [Fact]
    public async Task A_reload_during_a_reload_takes_over_and_no_request_fails()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(["--workers", "3"], Server.Node(port), folder);
        await using var load = new Load(port);
        await load.Flow();
        await rolling.Begin();
        await rolling.Begin();
        var reload = await rolling.Reload();
        Assert.Equal("done", reload.GetProperty("outcome").GetString());
        Assert.Equal(4, reload.GetProperty("generation").GetInt32());
        var app = await rolling.Has(3);
        Assert.All(
            app.GetProperty("workers").EnumerateArray(), worker => Assert.Equal(4, worker.GetProperty("generation").GetInt32()));
        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    [Theory]
    [InlineData("node")]
    [InlineData("graceful node")]
    [InlineData("python")]
    [InlineData("c")]
    public async Task More_and_fewer_workers_fail_no_request(string program)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(
            ["--workers", "2"], program == "graceful node" ? Server.GracefulNode(port) : Server.Named(program, port, folder),
            folder);
        await using var load = new Load(port);
        await load.Flow();
        foreach (var (signal, workers) in new[]
        {
            (Signals.TTIN, 3), (Signals.TTIN, 4), (Signals.TTOU, 3), (Signals.TTOU, 2), (Signals.TTOU, 1), (Signals.TTIN, 2),
        })
        {
            rolling.Pm1.Signal(signal);
            await rolling.Has(workers);
            await load.Flow();
        }

        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    [Theory]
    [InlineData("graceful node")]
    [InlineData("plain python")]
    public async Task A_stop_signal_during_a_reload_ends_it_and_no_request_that_was_accepted_fails(string program)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(
            ["--workers", "3"], program == "graceful node" ? Server.GracefulNode(port)
                : [Tool.Python, Shipped.Source("http_plain.py"), Server.Text(port)], folder);
        await using var load = new Load(port, untilRefused: true);
        await load.Flow();
        await rolling.Begin();
        rolling.Pm1.Signal(Signals.TERM);
        var result = await load.UntilRefused();
        Assert.Equal(0, await rolling.Pm1.Exit());
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    [Fact]
    public async Task A_worker_that_is_killed_during_a_reload_costs_at_most_what_it_had_under_way()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(["--workers", "3"], Server.Node(port), folder);
        await using var load = new Load(port);
        await load.Flow();
        for (var victim = 0; victim < 3; victim++)
        {
            await rolling.Begin();
            var pids = rolling.Pm1.Workers;
            _ = Libc.kill(pids[victim], Signals.KILL);
            await rolling.Over();
            await rolling.Has(3);
            await load.Flow();
        }

        var result = await load.Stop();
        Assert.True(result.Refused == 0 && result.Failed <= 3 * Load.Concurrency, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twenty_reloads_leave_pm1_no_descriptor_more_and_the_port_one_queue(bool passesOn)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(
            passesOn ? ["--workers", "2", "--listen", $"127.0.0.1:{port}"] : ["--workers", "2"],
            passesOn ? [Tool.Python, Shipped.Source("listen_fds.py")] : Server.C(port), folder);

        // The first one leaves what is made once: the thread that passes stderr on, say.
        await rolling.Reload();
        var before = await Settled(rolling);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
        }

        // Connections of the snapshot's questions may be under way.
        await Poll.Until(() => Descriptors(rolling) <= before, Bound.Answer, () => $"{before}, now {Descriptors(rolling)}");
        Assert.Equal(1, Listeners(port));
        Assert.Equal(RequestOutcome.Ok, (await Server.Ask(port)).Outcome);
    }

    private static async Task<int> Settled(Rolling rolling)
    {
        await rolling.Has(2);
        return Descriptors(rolling);
    }

    private static int Descriptors(Rolling rolling) =>
        Directory.GetFileSystemEntries($"/proc/{rolling.Pm1.Pid}/fd").Length;

    /// <summary>Sockets that listen on this port.</summary>
    private static int Listeners(int port) => new[] { "/proc/net/tcp", "/proc/net/tcp6" }
        .SelectMany(path => Proc.Read(path).Split('\n').Skip(1))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Count(words => words.Length > 3 && words[3] == "0A" && words[1].EndsWith($":{port:X4}", StringComparison.Ordinal));
}
