using System.Globalization;
using System.Text.Json;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>How a worker leaves, of its own will or not, and what becomes of its place and of the port meanwhile.</summary>
public sealed class LifeTests
{
    public static TheoryData<int, string> Leaves =>
        new MatrixTheoryData<int, string>(Kit.Versions, ["/disconnect", "/kill"]);

    /// <summary>Two that failed within a minute would end pm1.</summary>
    [Theory]
    [MemberData(nameof(Leaves))]
    [InlineData(22, "/destroy")]
    public async Task Worker_that_leaves_by_the_cluster_is_started_again_and_has_not_failed(int version, string how)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 1, ["--max-restarts", "1/60s"], Kit.Run(version, "habits.js", port));
        var pids = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            // Who leaves within its first second may be in a loop of that, and counts as failed.
            await rolling.Until(app => app.GetProperty("ready").GetInt32() == 1
                && app.GetProperty("workers")[0].GetProperty("uptimeSeconds").GetDouble() > 1.5);
            var (outcome, pid) = await Server.Ask(port, how);
            Assert.True(outcome == RequestOutcome.Ok, $"{outcome}: {rolling.Pm1.Error.Text}");
            Assert.True(pids.Add(pid), $"{pid} again");
            await Gone(pid, rolling);
            Assert.Equal(RequestOutcome.Ok, (await Server.Ask(port)).Outcome);
        }

        var app = await rolling.Has(1);
        Assert.Equal("exited with code 0", app.GetProperty("workers")[0].GetProperty("lastExit").GetString());
        Assert.Contains(rolling.Pm1.Out.Lines, line => line.StartsWith("disconnected", StringComparison.Ordinal)
            && line.EndsWith(" true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worker_that_leaves_as_soon_as_it_is_there_is_not_started_for_ever()
    {
        using var folder = new TempFolder();
        var code = folder.Write("leaves.js", """
            require('http').createServer().listen(+process.argv[2], () => require('cluster').worker.disconnect());
            """);
        await using var pm1 = Clustered.Start(
            folder, 1, ["--max-restarts", "2/60s"], [Kit.Node(), code, Server.Text(FreePort.Next())]);
        await pm1.Exit(Bound.Start);
    }

    [Theory]
    [InlineData("/exit", "exited with code 3")]
    [InlineData("/throw", "exited with code 1")]
    [InlineData("/process-disconnect", "exited with code 0")]
    public async Task Worker_that_ends_otherwise_is_started_again_as_ever(string how, string exit)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 2, [], Kit.Run("habits.js", port, 3));
        var pid = (await Server.Ask(port, how)).Answer;
        await Gone(pid, rolling);
        await rolling.Until(app => app.GetProperty("ready").GetInt32() == 2 && app.GetProperty("workers").EnumerateArray()
            .Any(worker => worker.GetProperty("lastExit").GetString() == exit));
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    [Fact]
    public async Task Worker_that_always_fails_ends_pm1_as_ever()
    {
        using var folder = new TempFolder();
        var code = folder.Write("fails.js", "throw new Error('always');");
        await using var pm1 = Clustered.Start(folder, 1, ["--max-restarts", "2/60s"], [Kit.Node(), code]);
        Assert.Equal(1, await pm1.Exit(Bound.Start));
    }

    [Theory]
    [MemberData(nameof(Clustered.AllBalances), MemberType = typeof(Clustered))]
    public async Task Connection_that_comes_while_no_worker_runs_waits_for_the_next_one(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 1, ["--balance", balance], Kit.Run("habits.js", port));
        for (var i = 0; i < 3; i++)
        {
            var victim = Assert.Single(rolling.Pm1.Workers);
            _ = Libc.kill(victim, Signals.KILL);
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Server.Ask(port))));
            Assert.All(answers, answer => Assert.Equal(RequestOutcome.Ok, answer.Outcome));
            Assert.DoesNotContain(answers, answer => answer.Answer == Server.Text(victim));
        }
    }

    /// <summary>What a heartbeat by the channel is for: the program knows nothing of it.</summary>
    [Theory]
    [InlineData(18, "shared")]
    [InlineData(22, "shared")]
    [InlineData(22, "round-robin")]
    [InlineData(22, "least-busy")]
    [InlineData(26, "round-robin")]
    public async Task Worker_that_is_stuck_is_replaced_and_the_port_answers_meanwhile(int version, string balance)
    {
        // Three beats of a second, and what a busy machine adds.
        var bound = TimeSpan.FromSeconds(10);
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance, "--heartbeat", "1s"], Kit.Run(version, "habits.js", port));
        var stuck = (await Server.Ask(port, "/stuck")).Answer;
        Assert.Contains(stuck, rolling.Pm1.Workers.Select(Server.Text));
        var asked = 0;
        await Poll.Until(
            async () =>
            {
                var (outcome, _) = await Server.Ask(port);
                Assert.True(outcome == RequestOutcome.Ok, $"{outcome} after {asked}: {rolling.Pm1.Error.Text}");
                asked++;
                return !rolling.Pm1.Workers.Select(Server.Text).Contains(stuck);
            },
            bound, () => $"{stuck} is still there: {rolling.Pm1.Error.Text}");
        Assert.True(asked > 0);
        var app = await rolling.Has(2);
        Assert.Contains("watchdog", JsonSerializer.Serialize(app), StringComparison.OrdinalIgnoreCase);
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    /// <summary>A worker that is busy, but not for longer than a beat, is left alone.</summary>
    [Fact]
    public async Task Worker_that_answers_its_beats_is_not_replaced()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 2, ["--heartbeat", "200ms"], Kit.Run("habits.js", port));
        var before = await rolling.Pids();
        await using var load = new Load(port);
        await load.Flow(2000);
        Assert.Equal(before, await rolling.Pids());
        Assert.Equal(0, (await load.Stop()).Failed);
    }

    /// <summary>Their channel is their life: nothing is left behind that holds the port.</summary>
    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Workers_of_a_pm1_that_is_killed_end(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 2, [], Kit.Run(version, "habits.js", port));
        var workers = rolling.Pm1.Workers;
        rolling.Pm1.Signal(Signals.KILL);
        await Poll.Until(() => !workers.Any(Proc.Runs), Bound.Exit, () => string.Join(' ', workers.Where(Proc.Runs)));
        await Poll.Until(
            async () => (await Server.Ask(port)).Outcome == RequestOutcome.Refused, Bound.Exit, () => "the port is still open");
    }

    private static Task Gone(string pid, Rolling rolling) => Poll.Until(
        () => !Proc.Runs(int.Parse(pid, CultureInfo.InvariantCulture)), Bound.Exit, () => rolling.Pm1.Error.Text);
}
