using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>--group: signals go to all that the command started and left in its process group.</summary>
public sealed class GroupTests
{
    [Fact]
    public Task The_whole_group_gets_a_signal() => Arrives("--group");

    [Fact]
    public Task The_whole_group_below_PID_1_gets_a_signal() => Arrives("--group", Wrap.PidNamespace);

    [Fact]
    public async Task Without_it_only_the_command_gets_a_signal()
    {
        await using var pm1 = await Pair([], []);
        pm1.Signal(Signals.USR2);
        await pm1.Out.Wait($"outer signal {Signals.USR2}\n");
        pm1.Signal(Signals.USR1);
        await pm1.Out.Wait($"outer signal {Signals.USR1}\n");
        Assert.DoesNotContain("inner signal", pm1.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapped_signal_goes_to_the_group_too()
    {
        await using var pm1 = await Pair(["--group", "--signal=TERM:USR2"], []);
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait($"inner signal {Signals.USR2}\n");
        await pm1.Out.Wait($"outer signal {Signals.USR2}\n");
    }

    private static async Task Arrives(string option, params string[] wrapper)
    {
        await using var pm1 = await Pair([option], wrapper);
        pm1.Signal(Signals.USR2);
        await pm1.Out.Wait($"inner signal {Signals.USR2}\n");
        await pm1.Out.Wait($"outer signal {Signals.USR2}\n");
        pm1.Signal(Signals.USR1);
        await pm1.Out.Wait($"outer signal {Signals.USR1}\n");
        Assert.Equal(2, pm1.Out.Lines.Count(line => line.EndsWith($" {Signals.USR2}", StringComparison.Ordinal)));
    }

    private static async Task<Running> Pair(string[] options, string[] wrapper)
    {
        using var folder = new TempFolder();
        var pm1 = Launch.Init(options, [Shipped.Crew, "pair"]).Under(wrapper).Start(folder);
        await pm1.Out.Wait("outer \\d+");
        return pm1;
    }
}
