using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>pm1 by the names of tini.</summary>
public sealed class TiniTests
{
    private const string Subreaper = "isn't registered as a child subreaper";

    [Theory]
    [InlineData("tini")]
    [InlineData("tini-static")]
    [InlineData("docker-init")]
    public async Task Docker_finds_the_version_that_it_looks_for(string name)
    {
        using var init = new NamedInit(name);
        var ended = await init.Finish("--version");
        Assert.Equal((0, ""), (ended.Code, ended.Error));

        // moby, daemon/info_unix.go: the words between "version " and " - ", and what follows "git.".
        Assert.Matches(@"^tini version \d+\.\d+\.\d+ - git\.\w+\n$", ended.Output);
    }

    [Theory]
    [InlineData("-s -- true", 0)]
    [InlineData("-s true", 0)]
    [InlineData("-s -- /nowhere/at/all", 127)]
    [InlineData("-s -- /etc/passwd", 126)]
    [InlineData("-s -- sh -c false", 1)]
    [InlineData("", 1)]
    [InlineData("-x -- true", 1)]
    [InlineData("-e 256 -- true", 1)]
    [InlineData("-e x -- true", 1)]
    [InlineData("-p NONE -- true", 1)]
    [InlineData("-h", 0)]
    [InlineData("-l", 0)]
    public async Task Codes_are_tinis(string line, int code)
    {
        using var init = new NamedInit("tini");
        Assert.Equal(code, (await init.Finish(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Code);
    }

    [Fact]
    public async Task A_code_that_is_given_with_e_is_0_and_another_is_not()
    {
        using var init = new NamedInit("tini");
        Assert.Equal(0, (await init.Finish("-s", "-e", "143", "-e5", "--", "/bin/sh", "-c", "kill $$")).Code);
        Assert.Equal(0, (await init.Finish("-s", "-e", "143", "-e5", "--", "/bin/sh", "-c", "exit 5")).Code);
        Assert.Equal(6, (await init.Finish("-s", "-e", "143", "-e5", "--", "/bin/sh", "-c", "exit 6")).Code);
    }

    [Fact]
    public async Task Options_stop_at_the_command()
    {
        using var init = new NamedInit("tini");
        var ended = await init.Finish("-s", "/bin/sh", "-c", "echo \"$@\"", "sh", "-g", "--", "-v");
        Assert.Equal((0, "-g -- -v\n"), (ended.Code, ended.Output));
    }

    [Fact]
    public async Task Who_cannot_reap_says_so_unless_told_otherwise()
    {
        using var init = new NamedInit("tini");
        Assert.Contains(Subreaper, (await init.Finish("true")).Error, StringComparison.Ordinal);
        Assert.Equal("", (await init.Finish("-s", "true")).Error);
        Assert.Equal("", (await init.Called("true").With("TINI_SUBREAPER", "").Finish(init.Folder)).Error);
        Assert.Equal("", (await init.Called("true").With("TINI_VERBOSITY", "0").Finish(init.Folder)).Error);
        Assert.Equal("", (await init.Called("true").Under(Wrap.PidNamespace).Finish(init.Folder)).Error);
    }

    [Theory]
    [InlineData("-vvv", "")]
    [InlineData("-v -v -v", "")]
    [InlineData("", "4")]
    public async Task It_tells_more_when_asked_to(string flags, string variable)
    {
        using var init = new NamedInit("tini");
        string[] words = ["-s", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", "/bin/sh", "-c", "exit 7"];
        var launch = init.Called(words);
        var ended = await (variable.Length == 0 ? launch : launch.With("TINI_VERBOSITY", variable)).Finish(init.Folder);
        Assert.Equal(7, ended.Code);
        Assert.Matches(@"\[INFO  tini \(\d+\)\] Spawned child process '/bin/sh' with pid '\d+'\n", ended.Output);
        Assert.Matches(@"\[DEBUG tini \(\d+\)\] Received SIGCHLD\n", ended.Output);
        Assert.Contains("Main child exited normally (with status '7')", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reaped_orphans_are_told_with_w()
    {
        using var init = new NamedInit("tini");
        await using var running = init.Start("-s", "-w", "--", Shipped.Worker, "double");
        var pid = (await running.Out.Wait(@"grandchild (\d+)")).Groups[1].Value;
        await running.Error.Wait($@"Reaped zombie process with pid={pid}\n");
    }

    [Theory]
    [InlineData("-g", "")]
    [InlineData("", "TINI_KILL_PROCESS_GROUP")]
    public async Task The_group_gets_a_signal_when_asked_for(string flag, string variable)
    {
        using var init = new NamedInit("tini");
        var launch = init.Called([.. flag.Length == 0 ? Array.Empty<string>() : [flag], "-s", "--", Shipped.Crew, "pair"]);
        await using var running = (variable.Length == 0 ? launch : launch.With(variable, "")).Start(init.Folder);
        await running.Out.Wait("outer");
        running.Signal(Signals.TERM);
        await running.Out.Wait($"inner signal {Signals.TERM}\n");
        await running.Out.Wait($"outer signal {Signals.TERM}\n");
    }

    [Fact]
    public async Task Each_of_two_terms_arrives_as_with_tini()
    {
        using var init = new NamedInit("tini");
        await using var running = init.Start("-s", "--", Shipped.Worker, "signals");
        await running.Out.Wait("waiting");
        running.Signal(Signals.TERM);
        await running.Out.Wait($"signal {Signals.TERM}\n");
        running.Signal(Signals.TERM);
        await running.Out.Wait($"signal {Signals.TERM}\nsignal {Signals.TERM}\n");
    }

    [Fact]
    public async Task A_parents_death_is_told_with_p()
    {
        using var init = new NamedInit("tini");
        await using var parent = init.Called("-s", "-p", "SIGUSR1", "--", Shipped.Worker, "signals")
            .Under("/bin/sh", "-c", "\"$@\" & wait", "sh").Start(init.Folder);
        await parent.Out.Wait("waiting");
        var tini = parent.Pid;
        Orphanage.Add(tini);
        try
        {
            Assert.Equal(0, Libc.kill(parent.Top, Signals.KILL));
            await parent.Out.Wait($"signal {Signals.USR1}\n");
        }
        finally
        {
            Orphanage.End(tini);
            Orphanage.Remove(tini);
        }
    }

    [Fact]
    public async Task Variables_of_pm1_are_nothing_to_it()
    {
        using var init = new NamedInit("tini");
        var launch = init.Called("-s", "--", "/bin/sh", "-c", "exit 7").With("PM1_EXIT_MAP", "7:0").With("PM1_GROUP", "wrong");
        var ended = await launch.Finish(init.Folder);
        Assert.Equal((7, ""), (ended.Code, ended.Error));
    }
}
