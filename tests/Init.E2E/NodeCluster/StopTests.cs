using System.Globalization;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>`--stop-by`: how a worker is told to end, and what follows where it does not.</summary>
public sealed class StopTests
{
    public static TheoryData<int, string, string> Told => new MatrixTheoryData<int, string, string>(
        Kit.Versions, ["disconnect", "message", "signal"], ["shared", "round-robin"]);

    public static TheoryData<string> Ways => ["disconnect", "message", "signal"];

    [Theory]
    [MemberData(nameof(Told))]
    public async Task Worker_is_told_in_the_way_that_was_chosen_and_finishes_what_it_has(int version, string by, string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--stop-by", by, "--balance", balance], Kit.Run(version, "stops.js", port, Word(by)));
        var workers = await rolling.Pids();
        var answers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Server.Ask(port, "/slow"))).ToArray();
        await Poll.Until(() => Asked(rolling) == answers.Length, Bound.Start, () => rolling.Pm1.Out.Text);
        rolling.Pm1.Signal(Signals.TERM);
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(RequestOutcome.Ok, answer.Outcome));
        Assert.Equal(0, await rolling.Pm1.Exit());
        Assert.All(workers, pid => Assert.Contains($"told {pid} {Word(by)}", rolling.Pm1.Out.Lines));
    }

    /// <summary>The program has something else to do, a pool of connections say, so it is told by a signal next.</summary>
    [Theory]
    [InlineData("disconnect")]
    [InlineData("message")]
    public async Task Worker_that_does_not_end_by_it_gets_the_stop_signal(string by)
    {
        using var folder = new TempFolder();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--stop-by", by, "--stop-timeout", "4s"], Kit.Run("stops.js", FreePort.Next(), "SIGTERM"));
        var workers = await rolling.Pids();
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit());
        foreach (var pid in workers)
        {
            var told = rolling.Pm1.Out.Lines.Where(line => line.StartsWith($"told {pid} ", StringComparison.Ordinal)).ToList();
            Assert.True(told.IndexOf($"told {pid} {Word(by)}") >= 0, rolling.Pm1.Out.Text);
            Assert.True(told.IndexOf($"told {pid} SIGTERM") > told.IndexOf($"told {pid} {Word(by)}"), rolling.Pm1.Out.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Worker_that_ends_by_nothing_is_killed(string by)
    {
        using var folder = new TempFolder();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--stop-by", by, "--stop-timeout", "2s"], Kit.Run("stops.js", FreePort.Next()));
        var workers = await rolling.Pids();
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(75, await rolling.Pm1.Exit());
        Assert.DoesNotContain(workers, Proc.Runs);
        Assert.All(workers, pid => Assert.Contains($"told {pid} {Word(by)}", rolling.Pm1.Out.Lines));
    }

    /// <summary>A worker that never looks at its channel is not waited for longer than any other.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Worker_that_is_stuck_is_ended_with_the_others(string by)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--stop-by", by, "--stop-timeout", "2s"], Kit.Run("habits.js", port));
        var workers = await rolling.Pids();
        await Server.Ask(port, "/stuck");
        rolling.Pm1.Signal(Signals.TERM);

        // A signal that nothing catches ends it, so nothing has to be killed.
        Assert.InRange(await rolling.Pm1.Exit(), 0, 75);
        Assert.DoesNotContain(workers, Proc.Runs);
    }

    /// <summary>Node 18 does not close connections that are idle when it is told to disconnect, so it is left out.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(22)]
    [InlineData(26)]
    public async Task Kept_connections_do_not_hold_up_the_end(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--stop-by", "disconnect"], Kit.Run(version, "habits.js", port));
        await using var load = new Load(port, untilRefused: true);
        await load.Flow();
        rolling.Pm1.Signal(Signals.TERM);
        var result = await load.UntilRefused();
        Assert.Equal(0, await rolling.Pm1.Exit());
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Workers_that_a_reload_replaces_are_told_in_the_same_way(string by)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--stop-by", by], Kit.Run("stops.js", port, Word(by)));
        var workers = await rolling.Pids();
        Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
        await Poll.Until(() => !workers.Any(Proc.Runs), Bound.Exit, () => rolling.Pm1.Error.Text);
        await rolling.Has(2);
        Assert.All(workers, pid => Assert.Contains($"told {pid} {Word(by)}", rolling.Pm1.Out.Lines));
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    private static int Asked(Rolling rolling) => rolling.Pm1.Out.Lines.Count(line => line == "asked");

    private static string Word(string by) => by == "signal" ? "SIGTERM" : by.ToLower(CultureInfo.InvariantCulture);
}
