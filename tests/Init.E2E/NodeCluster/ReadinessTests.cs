using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>`--ready`: by a word of the program, or by its listening.</summary>
public sealed class ReadinessTests
{
    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Worker_that_says_ready_is_and_listening_is_not_enough(int version)
    {
        using var folder = new TempFolder();
        await using var pm1 = Start(folder, version, "notify", "\"ready\"");
        await Listens(pm1);
        Assert.Equal(503, await pm1.Admin.Status("/readyz"));
        folder.Write("go", "");
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
    }

    /// <summary>And one that is not ready in time has failed, as with any program.</summary>
    [Fact]
    public async Task Another_word_is_not_ready()
    {
        using var folder = new TempFolder();
        folder.Write("go", "");
        await using var pm1 = Start(folder, Kit.Usual, "notify", """{"ready":true}""", "--ready-timeout", "2s", "--max-restarts", "1/60s");
        await pm1.Exit(Bound.Start);
        Assert.Contains("ready", pm1.Error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "shared")]
    [InlineData("listen", "shared")]
    [InlineData("auto", "round-robin")]
    [InlineData("listen", "round-robin")]
    public async Task Worker_that_listens_is_ready_without_a_word(string ready, string balance)
    {
        using var folder = new TempFolder();
        await using var pm1 = Start(folder, Kit.Usual, ready, "0", "--balance", balance);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
    }

    [Fact]
    public async Task Reload_waits_for_the_word()
    {
        using var folder = new TempFolder();
        folder.Write("go", "");
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--ready", "notify"], Kit.Run("ready.js", port, folder["go"], "\"ready\""));
        var old = (await rolling.Pids()).Select(Server.Text).ToArray();
        File.Delete(folder["go"]);
        await rolling.Begin();
        await Poll.Until(() => Listening(rolling.Pm1).Count == 3, Bound.Start, () => rolling.Pm1.Out.Text);

        // The new one listens, but has not said that it is ready: the old ones answer, and only they.
        for (var i = 0; i < 20; i++)
        {
            Assert.Contains((await Server.Ask(port)).Answer, old);
        }

        folder.Write("go", "");
        Assert.Equal("done", (await rolling.Over()).GetProperty("outcome").GetString());
        await rolling.Has(2);
        Assert.Empty((await Clustered.EveryWorkerAnswers(rolling, port)).Intersect(old));
    }

    private static Running Start(TempFolder folder, int version, string ready, string word, params string[] options) =>
        Clustered.Start(
            folder, 2, ["--ready", ready, .. options],
            Kit.Run(version, "ready.js", FreePort.Next(), folder["go"], word));

    private static Task Listens(Running pm1) =>
        Poll.Until(() => Listening(pm1).Count == 2, Bound.Start, () => pm1.Out.Text + pm1.Error.Text);

    private static IReadOnlyList<int> Listening(Running pm1) =>
    [
        .. pm1.Out.Lines.Where(line => line.StartsWith("listening ", StringComparison.Ordinal))
            .Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)),
    ];
}
