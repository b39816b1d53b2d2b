using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>--user, --drop-caps, --no-new-privs: the command has less than pm1, which keeps what it needs.</summary>
public sealed class PrivilegeTests
{
    private const string Nothing = "0000000000000000";
    private static readonly string[] Capabilities = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"];
    private static readonly string[] Show = ["/bin/cat", "/proc/self/status"];

    [Theory]
    [InlineData("nobody", "65534", "65534")]
    [InlineData("12345", "12345", "0")]
    [InlineData("12345:54321", "12345", "54321")]
    [InlineData("nobody:0", "65534", "0")]
    [InlineData("65534:daemon", "65534", "1")]
    public async Task The_command_runs_as_that_user(string user, string uid, string gid)
    {
        Tool.NeedRoot("it becomes another user");
        foreach (var option in new[] { "--user", "-u" })
        {
            var ended = await Launch.Finish(Launch.Init([option, user], Show));
            Assert.Equal(0, ended.Code);
            Assert.Equal(FourTimes(uid), Proc.Field(ended.Output, "Uid"));
            Assert.Equal(FourTimes(gid), Proc.Field(ended.Output, "Gid"));
            Assert.Equal(Nothing, Proc.Field(ended.Output, "CapEff"));
            Assert.DoesNotContain("0", Proc.Field(ended.Output, "Groups").Split(' '));
        }
    }

    [Theory]
    [InlineData("no-such-user-here")]
    [InlineData("nobody:no-such-group-here")]
    [InlineData("4294967295")]
    [InlineData("-1")]
    [InlineData("")]
    public async Task A_user_that_nobody_knows_is_2(string user)
    {
        var ended = await Launch.Finish(Launch.Init([$"--user={user}"], ["/bin/echo", "started"]));
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Contains("--user", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_privilege_another_user_is_70_and_one_clear_line()
    {
        var ended = await Launch.Finish(Launch.Init(["--user", "1"], ["/bin/echo", "started"]).Under(Wrap.Unprivileged));
        Assert.Equal((70, ""), (ended.Code, ended.Output));
        Assert.Contains("uid 1", Assert.Single(ended.Complaints), StringComparison.Ordinal);
        Assert.Contains("hint:", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    public async Task Without_capabilities_there_is_none_in_any_set(string ignored)
    {
        Tool.NeedRoot("it has capabilities to drop");
        var ended = await Launch.Finish(Launch.Init(["--drop-caps"], Show).Under(Wrap.Given(ignored, "")));
        Assert.Equal(0, ended.Code);
        Assert.All(Capabilities, name => Assert.Equal(Nothing, Proc.Field(ended.Output, name)));
        Assert.Equal(FourTimes("0"), Proc.Field(ended.Output, "Uid"));
        Assert.Equal(ignored.Length == 0 ? Nothing : "0000000000010000", Proc.Field(ended.Output, "SigIgn"));
    }

    [Fact]
    public async Task Where_the_bounding_set_stays_no_privilege_comes_back_from_it()
    {
        Tool.NeedRoot("it becomes another user");
        string[] unprivileged = [Tool.Setpriv, "--reuid", "12345", "--regid", "12345", "--clear-groups"];
        var ended = await Launch.Finish(Launch.Init(["--drop-caps"], Show).Under(unprivileged));
        Assert.Equal(0, ended.Code);
        Assert.NotEqual(Nothing, Proc.Field(ended.Output, "CapBnd"));
        Assert.Equal("1", Proc.Field(ended.Output, "NoNewPrivs"));
        Assert.All(Capabilities.Where(name => name != "CapBnd"), name => Assert.Equal(Nothing, Proc.Field(ended.Output, name)));
    }

    [Fact]
    public async Task Ambient_capabilities_are_dropped_as_well()
    {
        Tool.NeedRoot("it becomes another user");
        string[] ambient = [Tool.Setpriv, "--reuid", "12345", "--clear-groups", "--inh-caps=+kill", "--ambient-caps=+kill"];
        var kept = await Launch.Finish(Launch.Init(Show).Under(ambient));
        Assert.NotEqual(Nothing, Proc.Field(kept.Output, "CapEff"));
        var ended = await Launch.Finish(Launch.Init(["--drop-caps"], Show).Under(ambient));
        Assert.All(Capabilities.Where(name => name != "CapBnd"), name => Assert.Equal(Nothing, Proc.Field(ended.Output, name)));
    }

    [Fact]
    public async Task No_new_privileges_takes_nothing_else()
    {
        var before = await Launch.Finish(Launch.Init(Show));
        var ended = await Launch.Finish(Launch.Init(["--no-new-privs"], Show));
        Assert.Equal("1", Proc.Field(ended.Output, "NoNewPrivs"));
        Assert.All([.. Capabilities, "Uid", "Groups"], name => Assert.Equal(Proc.Field(before.Output, name), Proc.Field(ended.Output, name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    public async Task All_together_give_a_program_that_may_nothing_and_can_be_signalled(string ignored)
    {
        Tool.NeedRoot("it becomes another user");
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(["--user=12345", "--drop-caps", "--no-new-privs"], [Shipped.Worker, "signals"])
            .Under(Wrap.Given(ignored, "")).Start(folder);
        await pm1.Out.Wait("waiting");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        Assert.All(Capabilities, name => Assert.Equal(Nothing, Proc.Field(Proc.Status(child), name)));
        Assert.Equal(FourTimes("12345"), Proc.Field(Proc.Status(child), "Uid"));
        Assert.NotEqual(Nothing, Proc.Field(Proc.Status(pm1.Pid), "CapEff"));
        Assert.Equal("0", Proc.Field(Proc.Status(pm1.Pid), "NoNewPrivs"));
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait($"signal {Signals.TERM}\n");
        Assert.Equal("", pm1.Error.Text);
    }

    [Theory]
    [InlineData("/nowhere/at/all", 127)]
    [InlineData("/etc/passwd", 126)]
    public async Task A_command_that_cannot_be_executed_has_the_shells_code(string command, int code)
    {
        Tool.NeedRoot("it becomes another user");
        var ended = await Launch.Finish(Launch.Init(["--user=12345", "--drop-caps"], [command]));
        Assert.Equal(code, ended.Code);
        Assert.Contains(command, Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_only_that_user_may_not_execute_is_126()
    {
        Tool.NeedRoot("it becomes another user");
        using var folder = new TempFolder();
        var file = folder.Write("mine", "#!/bin/sh\necho started\n", executable: true);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal("started\n", (await Launch.Init(file).Finish(folder)).Output);
        var ended = await Launch.Init(["--user=12345"], [file]).Finish(folder);
        Assert.Equal((126, ""), (ended.Code, ended.Output));
    }

    [Fact]
    public async Task What_is_left_of_another_user_is_ended_too()
    {
        Tool.NeedRoot("it becomes another user");
        var ended = await Launch.Finish(Launch.Init(
            ["--user=12345", "--wait-all=600s"], [Shipped.Crew, "leave", "7", "now", "parent", "tidy", "100"]));
        Assert.Equal(7, ended.Code);
        Assert.EndsWith("finished after 1\n", ended.Output, StringComparison.Ordinal);
    }

    private static string FourTimes(string id) => string.Join('\t', Enumerable.Repeat(id, 4));
}
