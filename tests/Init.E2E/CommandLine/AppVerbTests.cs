using System.Text;
using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

/// <summary>Verbs that act on the apps of a running pm1.</summary>
public sealed class AppVerbTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reload_replaces_every_worker_and_says_so()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, Server.C(FreePort.Next()));
        var before = pm1.Workers;
        var ended = await Launch.Verb("reload").Finish(folder);

        Assert.Equal((0, "shop: generation 2, 2 of 2 ready\n"), (ended.Code, ended.Output));
        Assert.Empty(pm1.Workers.Intersect(before));
    }

    [Fact]
    public async Task Reload_that_fails_is_3_with_the_last_lines_of_the_new_worker_and_the_old_ones_go_on()
    {
        using var folder = new TempFolder();
        var script = folder.Write("app.sh", "exec sleep 1000\n");
        await using var pm1 = await Ready(folder, ["/bin/sh", script], "--ready", "after:50ms");
        var before = pm1.Workers;
        folder.Write("app.sh", "echo no such table >&2; exit 3\n");
        var ended = await Launch.Verb("reload").Finish(folder);

        Assert.Equal((3, ""), (ended.Code, ended.Output));
        Assert.Contains("pm1:   | no such table", ended.ErrorLines);
        Assert.Equal(before, pm1.Workers);
    }

    [Fact]
    public async Task Scale_waits_for_the_new_workers_and_takes_two_away()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, Server.C(FreePort.Next()));

        Assert.Equal("shop: 4 of 4 ready\n", (await Launch.Verb("scale", "+2").Finish(folder)).Output);
        Assert.Equal(4, pm1.Workers.Count);
        Assert.Equal("shop: 2 of 2 ready\n", (await Launch.Verb("scale", "shop", "-2").Finish(folder)).Output);
        Assert.Equal(2, pm1.Workers.Count);
    }

    [Fact]
    public async Task Stop_leaves_pm1_and_start_brings_the_workers_back()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, Server.C(FreePort.Next()));
        Assert.Equal(0, (await Launch.Verb("stop").Finish(folder)).Code);
        await Poll.Until(() => pm1.Workers.Count == 0, Bound.Answer, () => pm1.Error.Text);

        Assert.Equal("shop: starting\n", (await Launch.Verb("start", "shop").Finish(folder)).Output);
        await pm1.WaitForWorkers(2);
    }

    [Fact]
    public async Task Whatever_a_verb_does_an_HTTP_client_can()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(
            folder, Server.C(FreePort.Next()), "--socket", folder["control.sock"]);
        using var http = UnixHttp.Client(folder["control.sock"]);
        using var events = await http.GetAsync(
            new Uri("http://pm1/v1/events?follow=1"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await events.Content.ReadAsStreamAsync(Cancel));
        using var body = new StringContent("""{"workers":"+1"}""", Encoding.UTF8, "application/json");
        using var scaled = await http.PostAsync(new Uri("http://pm1/v1/apps/shop/scale"), body, Cancel);
        using var app = JsonDocument.Parse(await scaled.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(200, (int)scaled.StatusCode);
        Assert.Equal(3, app.RootElement.GetProperty("wanted").GetInt32());
        string? line;
        do
        {
            line = await lines.ReadLineAsync(Cancel);
            Assert.NotNull(line);
        }
        while (!line.Contains("\"kind\":\"scaled\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_that_happened_before_the_agent_died_are_told_by_the_next_one_with_their_numbers()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, Server.C(FreePort.Next()));
        var before = await Launch.Verb("events", "--json").Finish(folder);
        Assert.Equal(0, Libc.kill(pm1.AgentPid, 9));
        var after = await Launch.Verb("events", "--json").Finish(folder);

        Assert.StartsWith(before.Output, after.Output, StringComparison.Ordinal);
        Assert.Contains("\"id\":1,", before.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q")]
    [InlineData("ctrl-c")]
    [InlineData("term")]
    public async Task Top_survives_another_size_and_gives_the_terminal_back(string end)
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, Server.C(FreePort.Next()), "--socket", folder["control.sock"]);
        var result = Shell.Run(
            "/usr/bin/env",
            [$"PM1_SOCKET={folder["control.sock"]}", "TERM=xterm", Tool.Python, Shipped.Source("top.py"), Shipped.Pm1, end]);

        Assert.True(result.Code == 0, result.Error);
    }

    private static async Task<Running> Ready(TempFolder folder, string[] command, params string[] options)
    {
        var pm1 = Launch.Run(["--workers", "2", "--name", "shop", .. options], command).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return pm1;
    }
}
