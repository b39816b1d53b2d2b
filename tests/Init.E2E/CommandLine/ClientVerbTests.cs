using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

/// <summary>Verbs about a running pm1, over its control socket.</summary>
public sealed class ClientVerbTests
{
    [Fact]
    public async Task List_json_tells_the_truth_about_the_pool()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = await Ready(folder, port);
        var ended = await Launch.Verb("list", "--json").Finish(folder);
        Assert.Equal(0, ended.Code);
        using var list = JsonDocument.Parse(ended.Output);
        Assert.Equal(1, list.RootElement.GetProperty("version").GetInt32());
        var app = Assert.Single(list.RootElement.GetProperty("apps").EnumerateArray());
        Assert.Equal("shop", app.GetProperty("name").GetString());
        Assert.Equal("bind", app.GetProperty("share").GetString());
        Assert.Equal("queue", app.GetProperty("balance").GetString());
        Assert.Equal(2, app.GetProperty("wanted").GetInt32());
        Assert.Equal(2, app.GetProperty("ready").GetInt32());
        Assert.Contains(Server.Text(port), app.GetProperty("ports").GetRawText(), StringComparison.Ordinal);
        var workers = app.GetProperty("workers").EnumerateArray().ToArray();
        Assert.Equal(pm1.Workers, workers.Select(worker => worker.GetProperty("pid").GetInt32()).Order());
        Assert.All(workers, worker =>
        {
            Assert.Equal("ready", worker.GetProperty("state").GetString());
            Assert.Equal(0, worker.GetProperty("restarts").GetInt32());
            Assert.True(worker.GetProperty("uptimeSeconds").GetDouble() > 0);
            Assert.True(worker.GetProperty("rssBytes").GetInt64() > 0);
        });
    }

    [Fact]
    public async Task List_is_a_table_for_people()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, FreePort.Next());
        var ended = await Launch.Verb("list").Finish(folder);
        Assert.Equal(0, ended.Code);
        Assert.All(pm1.Workers, pid => Assert.Matches($@"(?m)^.*\b{pid}\b.*\bready\b.*$", ended.Output));
    }

    [Fact]
    public async Task Drain_ends_pm1_as_a_stop_signal_does()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, FreePort.Next());
        Assert.Equal(0, (await Launch.Verb("drain").Finish(folder)).Code);
        Assert.Equal(0, await pm1.Exit());
    }

    [Fact]
    public async Task Drain_may_be_asked_for_twice_and_waits_when_told_to()
    {
        using var folder = new TempFolder();

        // So long that the second is there before pm1 has gone.
        await using var pm1 = await Ready(folder, FreePort.Next(), "--drain-delay", "3s..3s");
        var first = Launch.Verb("drain", "--wait").Finish(folder);
        var second = Launch.Verb("drain", "--wait").Finish(folder);
        Assert.Equal([0, 0], (await Task.WhenAll(first, second)).Select(ended => ended.Code));

        // Drained is not yet exited, but nearly so.
        Assert.Equal(0, await pm1.Exit());
    }

    [Fact]
    public async Task Whatever_the_command_line_does_an_HTTP_client_can()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, FreePort.Next(), "--socket", folder["control.sock"]);
        using var http = UnixHttp.Client(folder["control.sock"]);
        var list = await http.GetStringAsync(new Uri("http://pm1/v1/list"), TestContext.Current.CancellationToken);
        Assert.Contains("\"shop\"", list, StringComparison.Ordinal);
        using var live = await http.GetAsync(new Uri("http://pm1/livez"), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)live.StatusCode);
    }

    [Fact]
    public async Task A_control_socket_that_cannot_be_opened_is_an_error_that_costs_no_worker()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, FreePort.Next(), "--socket", "/proc/no/such.sock");
        await pm1.Error.Wait(@"(?m)^pm1: .*/proc/no/such\.sock");
        Assert.Equal(2, pm1.Workers.Count);
    }

    [Fact]
    public async Task The_control_socket_is_for_the_same_user_only()
    {
        Tool.NeedRoot("it becomes another user");
        using var folder = new TempFolder();
        await using var pm1 = await Ready(folder, FreePort.Next());
        var ended = await Launch.Verb("list").Under(Wrap.Unprivileged).Finish(folder);
        Assert.NotEqual(0, ended.Code);
        Assert.Equal("", ended.Output);
        Assert.Equal(2, pm1.Workers.Count);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("drain")]
    public async Task Without_a_running_pm1_the_exit_code_is_4(string verb)
    {
        var ended = await Launch.Finish(Launch.Verb(verb));
        Assert.Equal(4, ended.Code);
        Assert.NotEmpty(ended.Complaints);
        Assert.Equal("", ended.Output);
    }

    [Fact]
    public async Task Two_pm1s_with_folders_of_their_own_do_not_know_of_each_other()
    {
        using var one = new TempFolder();
        using var two = new TempFolder();
        await using var first = await Ready(one, FreePort.Next());
        await using var second = await Ready(two, FreePort.Next());
        Assert.Equal(0, (await Launch.Verb("drain").Finish(one)).Code);
        Assert.Equal(0, await first.Exit());
        Assert.Equal(0, (await Launch.Verb("probe", "ready").Finish(two)).Code);
    }

    private static async Task<Running> Ready(TempFolder folder, int port, params string[] options)
    {
        var pm1 = Launch.Run(["--workers", "2", "--name", "shop", .. options], Server.C(port)).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return pm1;
    }
}
