using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>`--ipc` without the cluster: a channel, and everything else as with any program.</summary>
public sealed class ForkModeTests
{
    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Messages_go_both_ways_and_the_program_is_of_no_cluster(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--share", "none", "--ipc", "on", "--workers", "1", "--name", Clustered.Name], Kit.Run(version, "fork.js", port)).Start(folder);
        var answer = Assert.Single(await Server.Answers(port, 1, () => pm1.Error.Text));
        var pid = Assert.Single(pm1.Workers);
        Assert.Equal($"{pid} false true", answer);
        await Clustered.HasSent(folder, $$"""{"hello":{{pid}}}""");
        Assert.Equal(0, (await Clustered.Verb(folder, "send", Clustered.Name, "[1]")).Code);
        await Clustered.HasSent(folder, $$"""{"echo":[1],"pid":{{pid}}}""");
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());
    }

    [Fact]
    public async Task Port_is_shared_by_bind_as_with_any_program()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--share", "bind", "--ipc", "on", "--workers", "3", "--name", Clustered.Name], Kit.Run("fork.js", port)).Start(folder);
        var answers = await Server.Answers(port, 3, () => pm1.Error.Text);
        Assert.All(answers, answer => Assert.EndsWith(" false true", answer));
    }

    [Fact]
    public async Task Worker_that_says_ready_is()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--share", "none", "--ipc", "on", "--workers", "1", "--ready", "notify"],
            Kit.Run("ready.js", FreePort.Next(), folder["go"], "\"ready\"")).Start(folder);
        await pm1.Out.Wait("listening");
        Assert.Equal(503, await pm1.Admin.Status("/readyz"));
        folder.Write("go", "");
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
    }

    [Fact]
    public async Task Worker_is_told_to_stop_by_a_message()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--share", "none", "--ipc", "on", "--workers", "1", "--stop-by", "message"],
            Kit.Run("stops.js", port, "message")).Start(folder);
        await Server.Answers(port, 1, () => pm1.Error.Text);
        var pid = Assert.Single(pm1.Workers);
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());
        Assert.Contains($"told {pid} message", pm1.Out.Lines);
    }

    [Fact]
    public async Task Environment_says_so()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--share", "none", "--ipc", "on", "--workers", "1", "--name", Clustered.Name],
            Kit.Run("environment.js", port, "exec_mode", "name", "NODE_APP_INSTANCE", "pm_id")).Start(folder);
        var answer = Assert.Single(await Server.Answers(port, 1, () => pm1.Error.Text));
        Assert.Contains("""
            "seen":{"exec_mode":"fork_mode","name":"shop","NODE_APP_INSTANCE":"0","pm_id":"0"}
            """, answer, StringComparison.Ordinal);
    }

    /// <summary>One that knows nothing of Node finds a descriptor that it does not use.</summary>
    [Fact]
    public async Task Program_that_is_none_of_Nodes_is_not_harmed()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--share", "bind", "--ipc", "on", "--workers", "2"], Server.C(port)).Start(folder);
        await Server.Answers(port, 2, () => pm1.Error.Text);
    }
}
