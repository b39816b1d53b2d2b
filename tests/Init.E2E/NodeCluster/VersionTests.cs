using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>The five versions of Node, each with each way of handing connections out.</summary>
public sealed class VersionTests
{
    public static TheoryData<int, string> All => new MatrixTheoryData<int, string>(Kit.Versions, Clustered.Balances);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_worker_answers_also_after_a_reload_and_the_end_is_clean(int version, string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Kit.Run(version, "habits.js", port));
        var before = await Clustered.EveryWorkerAnswers(rolling, port);
        Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
        await rolling.Has(3);
        Assert.Empty((await Clustered.EveryWorkerAnswers(rolling, port)).Intersect(before));
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit());
    }

    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Worker_knows_that_it_is_one_and_its_number_is_never_used_again(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 2, [], Kit.Run(version, "habits.js", port));
        var before = await Clustered.EveryWorkerAnswers(rolling, port, "/id");
        await rolling.Reload();
        await rolling.Has(2);
        var after = await Clustered.EveryWorkerAnswers(rolling, port, "/id");
        Assert.All([.. before, .. after], answer => Assert.Matches(@"^\d+ true false \d+ true false undefined$", answer));
        Assert.Equal(4, before.Concat(after).Select(answer => answer.Split(' ')[3]).Distinct().Count());
    }

    /// <summary>Where nobody says how to share, a program of Node's is seen as what it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Share_auto_takes_a_script_of_Nodes_for_one_and_a_line_of_code_for_none(bool script)
    {
        const string code = """
            const cluster = require('cluster');
            require('http').createServer((q, r) => r.end(`${process.pid} ${cluster.isWorker}\n`)).listen(+process.argv[1]);
            """;
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--workers", "2"],
            script ? Kit.Run("habits.js", port) : [Kit.Node(), "-e", code, Server.Text(port)]).Start(folder);
        var answers = await Server.Answers(port, 2, () => pm1.Error.Text, "/id");
        Assert.All(answers, answer => Assert.Equal(script ? "true" : "false", answer.Split(' ')[1]));
    }

    [Fact]
    public async Task Shell_that_becomes_or_starts_Node_passes_the_channel_on()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, [], ["/bin/sh", "-c", $"{Kit.Node()} {Kit.Program("habits.js")} {port}; exit $?"]);
        var answers = await Server.Answers(port, 2, () => rolling.Pm1.Error.Text, "/id");
        Assert.All(answers, answer => Assert.Equal("true", answer.Split(' ')[1]));
    }
}
