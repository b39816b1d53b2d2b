using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.Reload;

/// <summary>The new code is no good: the old one serves on, and it is said why.</summary>
public sealed class BadCodeTests
{
    private const string Good = """
        require('http').createServer((q, r) => r.end(process.pid + '\n')).listen(+process.argv[2]);
        """;

    [Fact]
    public async Task Code_that_throws_at_its_start_changes_nothing_and_its_last_lines_are_shown()
    {
        var reload = await Unnoticed("console.error('here it comes'); throw new Error('boom at start');");
        var lines = reload.GetProperty("lastLines").EnumerateArray().Select(line => line.GetString()).ToArray();
        Assert.Contains("here it comes", lines);
        Assert.Contains(lines, line => line!.Contains("boom at start", StringComparison.Ordinal));
        Assert.Contains("exited with code 1", reload.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_never_listens_changes_nothing()
    {
        var reload = await Unnoticed("console.error('thinking'); setInterval(() => {}, 1000);", "--ready-timeout", "5s");
        Assert.Contains("was not ready within 5s", reload.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal("thinking", reload.GetProperty("lastLines")[0].GetString());
    }

    [Fact]
    public async Task Code_that_listens_and_dies_at_once_changes_nothing()
    {
        var reload = await Unnoticed(
            Good + "\nsetTimeout(() => { console.error('too late'); process.exit(7); }, 50);", "--reload-min-uptime", "3s");
        Assert.Contains("exited with code 7", reload.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_is_good_again_is_taken_after_bad_code_was_refused()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var code = folder.Write("code.js", Good);
        await using var rolling = await Rolling.Serving(
            ["--workers", "2"], [Tool.Node, code, Server.Text(port)], folder);
        folder.Write("code.js", "throw new Error('boom at start');");
        Assert.Equal("failed", (await rolling.Reload()).GetProperty("outcome").GetString());
        Assert.Equal("failed", (await rolling.Reload()).GetProperty("outcome").GetString());
        folder.Write("code.js", Good);
        Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
        await Server.Answers(port, 2, () => rolling.Pm1.Error.Text);
    }

    [Fact]
    public async Task Program_that_is_gone_changes_nothing()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var program = folder.Copy(Shipped.Worker, "server");
        await using var rolling = await Rolling.Serving(
            ["--workers", "2"], [program, "serve", Server.Text(port)], folder);
        var old = await rolling.Pids();
        File.Delete(program);
        var reload = await rolling.Reload();
        Assert.Equal("failed", reload.GetProperty("outcome").GetString());
        Assert.Contains("cannot execute", reload.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(old, await rolling.Pids());

        // Nor does it end what works that one more cannot be had.
        rolling.Pm1.Signal(Signals.TTIN);
        await rolling.Until(app => app.GetProperty("workers").EnumerateArray()
            .Any(worker => worker.GetProperty("state").GetString() == "backoff"));
        Assert.Equal(RequestOutcome.Ok, (await Server.Ask(port)).Outcome);
    }

    private static async Task<JsonElement> Unnoticed(string bad, params string[] options)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        var code = folder.Write("code.js", Good);
        await using var rolling = await Rolling.Serving(
            ["--workers", "2", .. options], [Tool.Node, code, Server.Text(port)], folder);
        await using var load = new Load(port);
        await load.Flow();
        var old = await rolling.Pids();
        folder.Write("code.js", bad);
        var reload = await rolling.Reload();
        Assert.Equal("failed", reload.GetProperty("outcome").GetString());
        Assert.Equal(0, reload.GetProperty("replaced").GetInt32());
        var app = await rolling.Has(2);
        Assert.Equal(old, Rolling.Pids(app));
        await load.Flow();
        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
        return reload;
    }
}
