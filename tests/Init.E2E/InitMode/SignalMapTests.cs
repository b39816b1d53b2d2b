using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>--signal and --exit-map: what goes in and what comes out under another number.</summary>
public sealed class SignalMapTests
{
    [Theory]
    [InlineData("USR1:TTIN", Signals.USR1, Signals.TTIN)]
    [InlineData("SIGTERM:SIGQUIT", Signals.TERM, Signals.QUIT)]
    [InlineData("term:int", Signals.TERM, Signals.INT)]
    [InlineData("15:3", Signals.TERM, Signals.QUIT)]
    [InlineData("TERM:RTMIN+3", Signals.TERM, 37)]
    [InlineData("RTMAX-1:TERM", 63, Signals.TERM)]
    [InlineData("RTMIN:RTMAX", 34, 64)]
    public async Task A_signal_arrives_as_the_other_and_not_as_itself(string rule, int sent, int got)
    {
        await using var pm1 = await Waiting("--signal", rule);
        pm1.Signal(sent);
        pm1.Signal(Signals.USR2);
        await pm1.Out.Wait($"signal {Signals.USR2}\n");
        await pm1.Out.Wait($"signal {got}\n");
        Assert.Equal(new[] { got, Signals.USR2 }.Order(), Arrived(pm1).Order());
    }

    [Fact]
    public async Task Zero_drops_a_signal_and_no_other()
    {
        await using var pm1 = await Waiting("--signal", "HUP:0", "--signal=RTMIN+1:0");
        pm1.Signal(Signals.HUP);
        pm1.Signal(35);
        pm1.Signal(36);
        await pm1.Out.Wait("signal 36\n");
        Assert.Equal([36], Arrived(pm1));
        Assert.Equal("", pm1.Error.Text);
    }

    [Fact]
    public async Task Two_signals_can_be_exchanged()
    {
        await using var pm1 = await Waiting("--signal=USR1:USR2", "--signal=USR2:USR1");
        pm1.Signal(Signals.USR1);
        await pm1.Out.Wait($"signal {Signals.USR2}\n");
        pm1.Signal(Signals.USR2);
        await pm1.Out.Wait($"signal {Signals.USR1}\n");
        Assert.Equal([Signals.USR2, Signals.USR1], Arrived(pm1));
    }

    [Fact]
    public async Task PID_1_maps_as_well()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(["--signal", "TERM:0", "--signal", "INT:QUIT"], [Shipped.Worker, "signals"])
            .Under(Wrap.PidNamespace).Start(folder);
        await pm1.Out.Wait("waiting");
        pm1.Signal(Signals.TERM);
        pm1.Signal(Signals.INT);
        await pm1.Out.Wait($"signal {Signals.QUIT}\n");
        Assert.Equal([Signals.QUIT], Arrived(pm1));
    }

    [Theory]
    [InlineData("143:0", "kill -TERM $$", 0)]
    [InlineData("143:0", "exit 143", 0)]
    [InlineData("143:0", "kill -INT $$", 130)]
    [InlineData("0:5", "exit 0", 5)]
    [InlineData("1:255", "exit 1", 255)]
    [InlineData("1:2,2:1", "exit 1", 2)]
    [InlineData("1:2,2:1", "exit 2", 1)]
    public async Task An_exit_code_becomes_the_other(string rules, string script, int code)
    {
        string[] options = [.. rules.Split(',').Select(rule => $"--exit-map={rule}")];
        Assert.Equal(code, (await Launch.Finish(Launch.Init(options, ["/bin/sh", "-c", script]))).Code);
    }

    [Theory]
    [InlineData("/nowhere/at/all", 127)]
    [InlineData("/etc/passwd", 126)]
    public async Task A_command_that_cannot_be_executed_keeps_its_code(string command, int code) =>
        Assert.Equal(code, (await Launch.Finish(Launch.Init(["--exit-map=126:0", "--exit-map=127:0"], [command]))).Code);

    private static async Task<Running> Waiting(params string[] options)
    {
        using var folder = new TempFolder();
        var pm1 = Launch.Init(options, [Shipped.Worker, "signals"]).Start(folder);
        await pm1.Out.Wait("waiting");
        return pm1;
    }

    private static int[] Arrived(Running pm1) => [.. pm1.Out.Lines.Where(line => line.StartsWith("signal ", StringComparison.Ordinal))
        .Select(line => int.Parse(line[7..], System.Globalization.CultureInfo.InvariantCulture))];
}
