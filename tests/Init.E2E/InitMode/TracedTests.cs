using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>A child that stops, or is traced, has not ended.</summary>
public sealed class TracedTests
{
    [Fact]
    public Task A_child_that_stops_itself_is_waited_for() => Halted();

    [Fact]
    public Task A_child_that_stops_itself_is_waited_for_by_PID_1() => Halted(Wrap.PidNamespace);

    [Fact]
    public async Task A_child_that_another_process_traces_gets_signals_and_gives_its_code()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "count", "7").Start(folder);
        await pm1.Out.Wait("counting");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        await using var tracer = new Launch { Program = Shipped.Trial, Arguments = ["trace", Server.Text(child)] }.Start(folder);
        await tracer.Out.Wait("tracing");

        // Of two that wait, the lower number comes first: not SIGTERM, which SIGUSR1, the end, may overtake.
        pm1.Signal(Signals.HUP);
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
        Assert.Contains("counted 1", pm1.Out.Text, StringComparison.Ordinal);
        await tracer.Out.Wait("traced 7\n");
    }

    /// <summary>By PTRACE_TRACEME pm1 becomes the child's tracer without having asked for it, and waitid tells it of
    /// stops that are no end.</summary>
    [Theory]
    [InlineData("exec", 7)]
    [InlineData("signal", 7)]
    [InlineData("term", 143)]
    [InlineData("kill", 137)]
    public Task A_child_that_asks_to_be_traced_goes_on_to_its_own_end(string kind, int code) => Asking(kind, code);

    [Theory]
    [InlineData("exec", 7)]
    [InlineData("signal", 7)]
    [InlineData("term", 143)]
    public Task A_child_that_asks_PID_1_to_trace_it_goes_on_to_its_own_end(string kind, int code) =>
        Asking(kind, code, Wrap.PidNamespace);

    [Fact]
    public async Task Signals_reach_a_child_that_asked_to_be_traced()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "traced", "wait").Start(folder);
        await pm1.Out.Wait("waiting");
        pm1.Signal(Signals.USR1);
        pm1.Signal(Signals.TERM);
        Assert.Equal(Signals.ExitCode(Signals.TERM), await pm1.Exit());
    }

    [Fact]
    public async Task A_child_that_asked_to_be_traced_and_stopped_can_be_continued()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "traced", "stop").Start(folder);
        await pm1.Out.Wait("stopping");

        // Again and again: before it has stopped, SIGCONT does nothing.
        await Poll.Until(
            () => pm1.HasExited || Libc.kill(pm1.Pid, Signals.CONT) < 0, Bound.Answer, () => "it does not go on");
        Assert.Equal(7, await pm1.Exit());
    }

    [Fact]
    public async Task An_orphan_that_asks_to_be_traced_goes_on()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "traced", "orphan").Start(folder);
        await pm1.Out.Wait("the orphan went on, handled 1\n", Bound.Answer);
        await Poll.Until(() => Proc.Children(pm1.Pid).Count == 1, Bound.Answer, () => "the orphan is not reaped");
        Assert.False(pm1.HasExited);
        Assert.Equal("", pm1.Error.Text);
    }

    private static async Task Asking(string kind, int code, params string[] wrapper)
    {
        var ended = await Launch.Finish(Launch.Init(Shipped.Trial, "traced", kind).Under(wrapper));
        Assert.Equal(code, ended.Code);
        Assert.Equal("", ended.Error);
    }

    private static async Task Halted(params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "halt", "7").Under(wrapper).Start(folder);
        await pm1.Out.Wait("stopping");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        await Poll.Until(() => Proc.Stat(child) is { State: 'T' }, Bound.Answer, () => $"{Proc.Stat(child)}");

        // A signal that it does not handle yet shows that pm1 is still at work.
        pm1.Signal(Signals.CONT);
        Assert.Equal(7, await pm1.Exit());
        Assert.Equal("stopping\ncontinued\n", pm1.Out.Text);
    }
}
