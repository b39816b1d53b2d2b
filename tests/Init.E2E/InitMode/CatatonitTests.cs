using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>pm1 by the name of catatonit.</summary>
public sealed class CatatonitTests
{
    [Theory]
    [InlineData(Signals.TERM)]
    [InlineData(Signals.INT)]
    public Task A_pause_ends_well_when_asked_to(int signal) => Pauses(signal);

    [Theory]
    [InlineData(Signals.TERM)]
    [InlineData(Signals.INT)]
    public Task A_pause_as_PID_1_ends_well_when_asked_to(int signal) => Pauses(signal, Wrap.PidNamespace);

    [Fact]
    public async Task A_pause_reaps_what_is_orphaned_in_its_namespace()
    {
        using var init = new NamedInit("catatonit");
        await using var pause = init.Called("-P").Under(Wrap.PidNamespace).Start(init.Folder);
        await Ready(pause);
        var guest = new Launch
        {
            Program = Shipped.Worker,
            Arguments = ["double"],
            Wrapper = [Tool.Nsenter, "--target", Server.Text(pause.Pid), "--pid", "--mount", "--"],
        };
        await using var entered = guest.Start(init.Folder);
        await entered.Out.Wait("grandchild");
        await Poll.Until(() => Proc.Children(pause.Pid).Count == 0, Bound.Answer, () => "a zombie is left");
        pause.Signal(Signals.TERM);
        Assert.Equal(0, await pause.Exit());
    }

    [Fact]
    public async Task The_group_gets_a_signal_when_asked_for()
    {
        using var init = new NamedInit("catatonit");
        await using var running = init.Start("-g", "--", Shipped.Crew, "pair");
        await running.Out.Wait("outer");
        running.Signal(Signals.TERM);
        await running.Out.Wait($"inner signal {Signals.TERM}\n");
        await running.Out.Wait($"outer signal {Signals.TERM}\n");
    }

    [Theory]
    [InlineData("", 1, "missing program name")]
    [InlineData("/nowhere/at/all", 1, "failed to exec pid1: No such file or directory")]
    [InlineData("/etc/passwd", 1, "failed to exec pid1: Permission denied")]
    [InlineData("-x true", 1, "invalid option")]
    [InlineData("-h", 0, "usage: catatonit")]
    [InlineData("true", 0, "")]
    public async Task Codes_and_messages_are_catatonits(string line, int code, string message)
    {
        using var init = new NamedInit("catatonit");
        var ended = await init.Finish(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((code, ""), (ended.Code, ended.Output));
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminals_stop_reaches_nobody()
    {
        using var init = new NamedInit("catatonit");
        await using var running = init.Start(Shipped.Worker, "signals");
        await running.Out.Wait("waiting");
        foreach (var signal in new[] { Signals.TSTP, Signals.TTIN, Signals.TTOU, Signals.USR1 })
        {
            running.Signal(signal);
        }

        await running.Out.Wait($"signal {Signals.USR1}\n");
        Assert.Equal(["waiting", $"signal {Signals.USR1}"], running.Out.Lines);
    }

    [Fact]
    public async Task Its_version_has_the_word_that_docker_looks_for()
    {
        using var init = new NamedInit("catatonit");
        var ended = await init.Finish("--version");
        Assert.Equal(0, ended.Code);
        Assert.StartsWith("tini version ", ended.Output, StringComparison.Ordinal);
    }

    private static async Task Pauses(int signal, params string[] wrapper)
    {
        using var init = new NamedInit("catatonit");
        await using var pause = init.Called("-P").Under(wrapper).Start(init.Folder);
        await Ready(pause);
        pause.Signal(Signals.HUP);
        pause.Signal(Signals.USR1);
        pause.Signal(signal);
        Assert.Equal((0, "", ""), (await pause.Exit(), pause.Out.Text, pause.Error.Text));
    }

    /// <summary>Signals are blocked from its first moment, but nobody may send one before.</summary>
    private static async Task Ready(Running pause)
    {
        await pause.Begun();
        await Poll.Until(
            () => Proc.Field(Proc.Status(pause.Pid), "SigBlk") is { Length: > 0 } set && set[..8] == "ffffffff", Bound.Start,
            () => "catatonit does not block signals");
    }
}
