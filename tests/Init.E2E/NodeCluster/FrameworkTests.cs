using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>What people build on Node, as it is: three workers, one port, and each of them answers.</summary>
public sealed class FrameworkTests
{
    public static TheoryData<string, string> WithBothWays => new MatrixTheoryData<string, string>(
        ["express", "fastify", "koa", "next", "module", "https", "http2", "http2 in clear text", "ws", "socketio"],
        ["shared", "round-robin"]);

    [Theory]
    [MemberData(nameof(WithBothWays))]
    public async Task Every_worker_answers(string framework, string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Command(framework, port, folder));
        var workers = (await rolling.Pids()).Select(Server.Text).Order().ToArray();
        var seen = new HashSet<string>();
        await Poll.Until(
            async () =>
            {
                seen.UnionWith(await Ask(framework, port));
                return seen.Count >= workers.Length;
            },
            Bound.Start, () => $"{string.Join(' ', seen)} of {string.Join(' ', workers)}: {rolling.Pm1.Error.Text}");
        Assert.Equal(workers, seen.Order());
    }

    private static string[] Command(string framework, int port, TempFolder folder) => framework switch
    {
        "next" => Kit.Next(Kit.Usual, port),
        "module" => Kit.Run("module.mjs", port),
        "https" or "http2" => [.. Kit.Run($"{framework}.js", port), .. Keys.In(folder)],
        "http2 in clear text" => Kit.Run("http2.js", port),
        _ => Kit.Run($"{framework}.js", port),
    };

    private static async Task<IEnumerable<string>> Ask(string framework, int port) => framework switch
    {
        "http2" => await Kit.Client("http2.js", $"https://localhost:{port}", 8),
        "http2 in clear text" => await Kit.Client("http2.js", $"http://localhost:{port}", 8),
        "https" => (await Kit.Client("https.js", port, 8)).Select(line => line.Split(' ')[0]),
        "ws" or "socketio" => await Kit.Client($"{framework}.js", port, 8),
        "next" => await Server.Answers(port, 1, () => "", "/api/pid"),
        _ => await Server.Answers(port, 1, () => ""),
    };
}
