using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>What a terminal sends to stop a job is for the child; pm1 neither stops nor keeps it.</summary>
public sealed class JobControlTests
{
    private const int Times = 10;

    [Theory]
    [InlineData(Signals.TSTP)]
    [InlineData(Signals.TTIN)]
    [InlineData(Signals.TTOU)]
    public Task A_stop_of_the_terminal_is_forwarded_and_does_not_stop_pm1(int signal) => Forwarded(signal, Tool.Setsid);

    [Theory]
    [InlineData(Signals.TSTP)]
    [InlineData(Signals.TTIN)]
    [InlineData(Signals.TTOU)]
    public Task A_stop_of_the_terminal_is_forwarded_and_does_not_stop_PID_1(int signal) =>
        Forwarded(signal, Wrap.PidNamespace);

    [Theory]
    [InlineData(Signals.TSTP)]
    [InlineData(Signals.TTIN)]
    [InlineData(Signals.TTOU)]
    public Task A_child_without_a_handler_is_stopped_and_continued_through_pm1(int signal) => Stopped(signal, Tool.Setsid);

    [Theory]
    [InlineData(Signals.TSTP)]
    [InlineData(Signals.TTIN)]
    [InlineData(Signals.TTOU)]
    public Task A_child_without_a_handler_is_stopped_and_continued_through_PID_1(int signal) =>
        Stopped(signal, Wrap.PidNamespace);

    private static async Task Forwarded(int signal, params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").Under(wrapper).Start(folder);
        await pm1.Out.Wait("waiting");
        for (var time = 1; time <= Times; time++)
        {
            pm1.Signal(signal);
            await Poll.Until(() => pm1.Out.Lines.Count(line => line == $"signal {signal}") == time, Bound.Answer,
                () => $"{time} sent, pm1 is {Proc.Stat(pm1.Pid)}: {pm1.Out.Text}");
            Assert.NotEqual('T', Proc.Stat(pm1.Pid)!.State);
        }

        Assert.Equal("", pm1.Error.Text);
    }

    private static async Task Stopped(int signal, params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "count", "7").Under(wrapper).Start(folder);
        await pm1.Out.Wait("counting");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        pm1.Signal(signal);
        await Poll.Until(() => Proc.Stat(child) is { State: 'T' }, Bound.Answer, () => $"{Proc.Stat(child)}");
        Assert.NotEqual('T', Proc.Stat(pm1.Pid)!.State);
        pm1.Signal(Signals.CONT);
        await Poll.Until(() => Proc.Stat(child) is { State: not 'T' }, Bound.Answer, () => $"{Proc.Stat(child)}");
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
    }
}
