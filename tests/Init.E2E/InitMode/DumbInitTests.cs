using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>pm1 by the name of dumb-init.</summary>
public sealed class DumbInitTests
{
    private static readonly string[] Show = ["/bin/sh", "-c", "cut -d' ' -f5,6 /proc/$$/stat; echo $$"];

    [Fact]
    public async Task The_child_leads_a_session()
    {
        using var init = new NamedInit("dumb-init");
        var words = (await init.Finish(Show)).Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([words[2], words[2]], words[..2]);
    }

    [Theory]
    [InlineData("-c", "")]
    [InlineData("--single-child", "")]
    [InlineData("", "DUMB_INIT_SETSID")]
    public async Task A_single_child_leads_none(string flag, string variable)
    {
        using var init = new NamedInit("dumb-init");
        var launch = init.Called([.. flag.Length == 0 ? Array.Empty<string>() : [flag], .. Show]);
        var ended = await (variable.Length == 0 ? launch : launch.With(variable, "0")).Finish(init.Folder);
        var words = ended.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(words[2], words[..2]);
    }

    [Fact]
    public async Task A_signal_goes_to_the_group_and_to_one_alone_with_c()
    {
        using var init = new NamedInit("dumb-init");
        await using (var running = init.Start(Shipped.Crew, "pair"))
        {
            await running.Out.Wait("outer");
            running.Signal(Signals.USR2);
            await running.Out.Wait($"inner signal {Signals.USR2}\n");
            await running.Out.Wait($"outer signal {Signals.USR2}\n");
        }

        await using var single = init.Start("-c", Shipped.Crew, "pair");
        await single.Out.Wait("outer");
        single.Signal(Signals.USR2);
        single.Signal(Signals.HUP);
        await single.Out.Wait($"outer signal {Signals.USR2}\n");
        await single.Out.Wait($"outer signal {Signals.HUP}\n");
        Assert.DoesNotContain("inner signal", single.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signals_are_rewritten()
    {
        using var init = new NamedInit("dumb-init");
        await using var running = init.Start("-r", "15:3", "--rewrite=1:0", "-r2:10", Shipped.Worker, "signals");
        await running.Out.Wait("waiting");
        running.Signal(Signals.HUP);
        running.Signal(Signals.TERM);
        await running.Out.Wait($"signal {Signals.QUIT}\n");
        running.Signal(Signals.INT);
        await running.Out.Wait($"signal {Signals.USR1}\n");
        Assert.Equal(["waiting", $"signal {Signals.QUIT}", $"signal {Signals.USR1}"], running.Out.Lines);
    }

    [Theory]
    [InlineData(Signals.TSTP)]
    [InlineData(Signals.TTIN)]
    [InlineData(Signals.TTOU)]
    public async Task A_stop_stops_both_and_CONT_lets_both_go_on(int signal)
    {
        using var init = new NamedInit("dumb-init");
        await using var running = init.Start(Shipped.Trial, "count", "7");
        await running.Out.Wait("counting");
        var child = Assert.Single(Proc.Children(running.Pid));
        running.Signal(signal);
        foreach (var pid in new[] { running.Pid, child })
        {
            await Poll.Until(() => Proc.Stat(pid) is { State: 'T' }, Bound.Answer, () => $"{Proc.Stat(pid)}");
        }

        running.Signal(Signals.CONT);
        running.Signal(Signals.USR1);
        Assert.Equal(7, await running.Exit());
    }

    [Fact]
    public async Task What_is_left_of_the_group_is_told_at_the_childs_end()
    {
        using var init = new NamedInit("dumb-init");
        await using var running = init.Start(Shipped.Crew, "leave", "7", "now", "tidy", "1");
        Assert.Equal(7, await running.Exit());
        await running.Out.Wait("finished after 1");
    }

    [Theory]
    [InlineData("", 1, "Usage: ")]
    [InlineData("-x true", 1, "invalid option")]
    [InlineData("-r 15 true", 1, "-r option takes")]
    [InlineData("-r 15:32 true", 1, "-r option takes")]
    [InlineData("/nowhere/at/all", 2, "[dumb-init] /nowhere/at/all: No such file or directory\n")]
    [InlineData("/etc/passwd", 2, "[dumb-init] /etc/passwd: Permission denied\n")]
    [InlineData("--version", 0, "dumb-init v1.2.5\n")]
    [InlineData("-h", 0, "Usage: ")]
    public async Task Codes_and_messages_are_dumb_inits(string line, int code, string message)
    {
        using var init = new NamedInit("dumb-init");
        var ended = await init.Finish(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((code, ""), (ended.Code, ended.Output));
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_what_it_does_when_asked_to()
    {
        using var init = new NamedInit("dumb-init");
        await using var running = init.Start("-v", "-r", "15:10", Shipped.Trial, "count", "7");
        await running.Out.Wait("counting");
        running.Signal(Signals.TERM);
        Assert.Equal(7, await running.Exit());
        string[] lines =
        [
            "Child spawned with PID", "Received signal 15.", "Translating signal 15 to 10.", "Forwarded signal 10 to children.",
            "exited with exit status 7.", "Child exited with status 7. Goodbye.",
        ];
        Assert.All(lines, line => Assert.Contains(line, running.Error.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_stop_at_the_command()
    {
        using var init = new NamedInit("dumb-init");
        var ended = await init.Finish("-c", "/bin/sh", "-c", "echo \"$@\"; exit 5", "sh", "-c", "--", "-v");
        Assert.Equal((5, "-c -- -v\n", ""), (ended.Code, ended.Output, ended.Error));
    }
}
