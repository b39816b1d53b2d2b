using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>A session that one worker gave is known to the others, because all have the keys of the first one.</summary>
public sealed class TlsTests
{
    public static TheoryData<int, string> All => new MatrixTheoryData<int, string>(Kit.Versions, ["shared", "round-robin"]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Session_goes_on_with_another_worker_and_after_a_reload(int version, string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], [.. Kit.Run(version, "https.js", port), .. Keys.In(folder)]);
        await Resumed(port, 3);
        var before = await rolling.Pids();
        await rolling.Reload();
        await rolling.Has(3);
        Assert.Empty((await Resumed(port, 3)).Intersect(before.Select(Server.Text)));
    }

    /// <summary>Asks until so many workers have gone on with a session that one of them gave.</summary>
    private static async Task<IReadOnlySet<string>> Resumed(int port, int workers)
    {
        var pids = new HashSet<string>();
        await Poll.Until(
            async () =>
            {
                var lines = (await Kit.Client("https.js", port, 10)).Select(line => line.Split(' ')).ToArray();
                Assert.Equal("false", lines[0][1]);
                Assert.All(lines[1..], words => Assert.Equal("true", words[1]));
                pids.UnionWith(lines.Select(words => words[0]));
                return pids.Count == workers;
            },
            Bound.Start, () => string.Join(' ', pids));
        return pids;
    }
}
