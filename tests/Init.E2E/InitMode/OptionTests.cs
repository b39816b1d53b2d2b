using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>Where init mode's options come from, and what is said of wrong ones.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("PM1_EXIT_MAP", "7:8", 8)]
    [InlineData("PM1_EXIT_MAP", "1:2 7:9,3:4", 9)]
    [InlineData("PM1_EXIT_MAP", "", 7)]
    [InlineData("PM1_WAIT_ALL", "600s", 7)]
    [InlineData("PM1_PDEATHSIG", "KILL", 7)]
    [InlineData("PM1_SIGNAL", "TERM:QUIT", 7)]
    [InlineData("PM1_GROUP", "yes", 7)]
    [InlineData("PM1_DELAY_TERM", "5s", 7)]
    public async Task A_variable_is_an_option(string name, string value, int code)
    {
        var ended = await Launch.Finish(Launch.Init("/bin/sh", "-c", "exit 7").With(name, value));
        Assert.Equal((code, ""), (ended.Code, ended.Error));
    }

    [Fact]
    public async Task Signals_from_a_variable_are_mapped()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").With("PM1_SIGNAL", "HUP:0,INT:QUIT").Start(folder);
        await pm1.Out.Wait("waiting");
        pm1.Signal(Signals.HUP);
        pm1.Signal(Signals.INT);
        await pm1.Out.Wait($"signal {Signals.QUIT}\n");
        Assert.DoesNotContain($"signal {Signals.HUP}\n", pm1.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_is_waited_for_by_variable_and_a_flag_takes_it_back()
    {
        var launch = Launch.Init(Shipped.Crew, "leave", "7", "now", "tidy", "300").With("PM1_WAIT_ALL", "600s");
        var ended = await Launch.Finish(launch);
        Assert.Equal(7, ended.Code);
        Assert.EndsWith("finished after 1\n", ended.Output, StringComparison.Ordinal);

        ended = await Launch.Finish(Launch.Init(["--wait-all=1ms"], [Shipped.Crew, "leave", "7", "now", "tidy", "60000"])
            .With("PM1_WAIT_ALL", "600s"));
        Assert.Equal(7, ended.Code);
        Assert.DoesNotContain("finished", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flag_stands_above_its_variable()
    {
        var launch = Launch.Init(["--exit-map", "7:9"], ["/bin/sh", "-c", "exit 7"]).With("PM1_EXIT_MAP", "7:8");
        Assert.Equal(9, (await Launch.Finish(launch)).Code);
    }

    [Fact]
    public async Task The_user_and_the_privileges_come_from_variables()
    {
        Tool.NeedRoot("it becomes another user");
        var launch = Launch.Init("/bin/cat", "/proc/self/status").With("PM1_USER", "12345:54321")
            .With("PM1_DROP_CAPS", "yes").With("PM1_NO_NEW_PRIVS", "1");
        var ended = await Launch.Finish(launch);
        Assert.Equal("12345\t12345\t12345\t12345", Proc.Field(ended.Output, "Uid"));
        Assert.Equal("54321\t54321\t54321\t54321", Proc.Field(ended.Output, "Gid"));
        Assert.Equal(new string('0', 16), Proc.Field(ended.Output, "CapBnd"));
        Assert.Equal("1", Proc.Field(ended.Output, "NoNewPrivs"));
    }

    [Fact]
    public async Task Every_wrong_option_is_told_in_one_go_and_nothing_is_started()
    {
        string[] options =
        [
            "--signl=TERM:QUIT", "--signal", "TERM", "--signal=KILL:TERM", "--exit-map=256:0", "--delay-term=soon", "--wait-all=x",
            "--pdeathsig", "SIGNONE", "--user", "no-such-user-here", "--group=7",
        ];
        var launch = Launch.Init(options, ["/bin/echo", "started"]).With("PM1_DROP_CAPS", "perhaps").With("PM1_NO_NEW_PRIVS", "x");
        var ended = await Launch.Finish(launch);
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        string[] wrong =
        [
            "--signl", "TERM", "KILL", "256:0", "soon", "--wait-all", "SIGNONE", "no-such-user-here", "--group", "PM1_DROP_CAPS",
            "PM1_NO_NEW_PRIVS",
        ];
        Assert.All(wrong, word => Assert.Contains(ended.Complaints, line => line.Contains(word, StringComparison.Ordinal)));
        Assert.Equal(wrong.Length, ended.Complaints.Count);
    }

    [Theory]
    [InlineData("--group")]
    [InlineData("--group --")]
    [InlineData("--signal")]
    [InlineData("--frob -- /bin/echo started")]
    public async Task Wrong_usage_is_2(string line)
    {
        var ended = await Launch.Finish(Launch.Verb(line.Split(' ')));
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Single(ended.Complaints);
    }

    [Fact]
    public async Task Options_stop_at_the_command_which_needs_no_dashes()
    {
        var ended = await Launch.Finish(Launch.Verb("--exit-map=7:8", "/bin/sh", "-c", "echo \"$@\"; exit 7", "sh", "--group", "--", "-u"));
        Assert.Equal((8, "--group -- -u\n"), (ended.Code, ended.Output));
    }
}
