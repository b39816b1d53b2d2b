using System.Text.Json;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.Guards;

/// <summary>A worker that is not well is replaced, and only that one; the reason is counted.</summary>
public sealed class GuardTests
{
    /// <summary>node FILE PORT FOLDER: answers 500 while bad.SLOT is there.</summary>
    private const string Moody = """
        const fs = require('fs'), [, , port, folder] = process.argv;
        require('http').createServer((q, r) => {
          r.statusCode = fs.existsSync(`${folder}/bad.${process.env.PM1_WORKER_SLOT}`) ? 500 : 200;
          r.end();
        }).listen(+port);
        """;

    /// <summary>python FILE FOLDER: takes 100 MB when `grow` is there.</summary>
    private const string Greedy = """
        import os, sys, time
        kept = b''
        while True:
            if not kept and os.path.exists(sys.argv[1] + '/grow'): kept = os.urandom(100 << 20)
            time.sleep(0.1)
        """;

    private static readonly string[] Two = ["--workers", "2", "--ready", "notify"];

    [Fact]
    public async Task A_worker_whose_heart_stops_is_replaced()
    {
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(
            ["--workers", "1", "--ready", "notify", "--heartbeat", "1s"], Silent(folder), folder);
        var old = Assert.Single(await rolling.Pids());
        await Counted(rolling, "watchdog");
        await rolling.Until(app => !Rolling.Pids(app).Contains(old) && app.GetProperty("ready").GetInt32() == 1);
    }

    [Fact]
    public async Task A_worker_that_fails_its_command_is_replaced_and_the_other_is_not()
    {
        using var folder = new TempFolder();
        var check = folder.Write("check.sh", $"[ ! -e {folder.Path}/bad.$PM1_WORKER_SLOT ]\n");
        await using var rolling = await Rolling.Serving(
            [.. Two, "--check", $"exec:/bin/sh {check}", "--check-period", "1s", "--check-threshold", "2"],
            Silent(folder), folder);
        await OnlyTheFirstIsReplaced(rolling, folder);
    }

    [Fact]
    public async Task A_worker_that_answers_badly_on_the_shared_port_is_found_and_replaced()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(
            ["--workers", "2", "--check", $"http://127.0.0.1:{port}/", "--check-period", "1s", "--check-threshold", "1"],
            [Tool.Node, folder.Write("moody.js", Moody), Server.Text(port), folder.Path], folder);
        await OnlyTheFirstIsReplaced(rolling, folder);
    }

    [Fact]
    public async Task A_worker_that_uses_too_much_memory_is_replaced()
    {
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(
            ["--workers", "1", "--share", "none", "--max-memory", "64Mi"],
            [Tool.Python, folder.Write("greedy.py", Greedy), folder.Path], folder);
        var old = Assert.Single(await rolling.Pids());
        folder.Write("grow", "");
        await Poll.Until(() => Resident(old) > 100 << 20, Bound.Start, () => $"{old} did not grow");
        File.Delete(folder["grow"]);
        await Counted(rolling, "memory");
        await rolling.Until(app => !Rolling.Pids(app).Contains(old));
    }

    [Fact]
    public async Task A_file_that_changes_is_a_reload()
    {
        using var folder = new TempFolder();
        var watched = folder.Write("app.conf", "1");
        await using var rolling = await Rolling.Serving([.. Two, "--watch", watched], Silent(folder), folder);
        folder.Write("app.conf", "2");
        await rolling.Until(app => app.GetProperty("generation").GetInt32() == 2);
        Assert.Equal("done", (await rolling.Over()).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task The_number_of_workers_follows_a_quota_that_changes()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "needs two CPUs");
        using var quota = new CpuQuota(1);
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(
            ["--workers", "auto", "--ready", "notify"], Silent(folder), folder, launch => launch.Under(quota.Wrapper));
        Assert.Single(await rolling.Pids());
        quota.Set(2);
        await rolling.Has(2);
        quota.Set(1);
        await rolling.Has(1);
    }

    [Fact]
    public async Task An_exit_code_that_stops_ends_pm1_with_it()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(["--workers", "1", "--stop-exit-codes", "78"], ["/bin/sh", "-c", "exit 78"])
            .Start(folder);
        Assert.Equal(78, await pm1.Exit());
    }

    private static async Task OnlyTheFirstIsReplaced(Rolling rolling, TempFolder folder)
    {
        var old = await rolling.Pids();
        folder.Write("bad.0", "");
        await Counted(rolling, "check");
        File.Delete(folder["bad.0"]);
        var now = Rolling.Pids(await rolling.Has(2));
        Assert.NotEqual(old[0], now[0]);
        Assert.Equal(old[1], now[1]);
    }

    private static Task<JsonElement> Counted(Rolling rolling, string reason) => rolling.Until(
        app => app.GetProperty("restarts").EnumerateArray().Any(count =>
            count.GetProperty("reason").GetString() == reason && count.GetProperty("count").GetInt64() > 0));

    private static long Resident(int pid) =>
        Proc.Read($"/proc/{pid}/statm").Split(' ') is [_, var pages, ..] && long.TryParse(pages, out var count)
            ? count * Environment.SystemPageSize : 0;

    /// <summary>Ready, and nothing more.</summary>
    private static string[] Silent(TempFolder folder) =>
        [Tool.Python, Shipped.Source("says.py"), folder.Path, "READY=1"];
}
