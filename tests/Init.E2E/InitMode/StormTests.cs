using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>Very many processes, and processes that end at the worst moment.</summary>
public sealed class StormTests
{
    /// <summary>25 s on two idle cores. PM1_E2E_STARTS is another number.</summary>
    private const int StartsDefault = 10_000;
    private const int Wraps = 3000;

    [Fact]
    public async Task A_child_that_exits_at_once_always_gives_its_code()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("PM1_E2E_STARTS"), CultureInfo.InvariantCulture, out var wanted)
            ? wanted : StartsDefault;
        using var folder = new TempFolder();
        var launch = new Launch { Program = Shipped.Trial, Arguments = ["starts", Shipped.Pm1, Server.Text(count)] };
        await using var starter = launch.Start(folder);
        Assert.Equal(0, await starter.Exit(TimeSpan.FromMinutes(5)));
        Assert.Equal($"started {count}, wrong 0\n", starter.Out.Text);
        Assert.Equal("", starter.Error.Text);
    }

    [Fact]
    public Task A_thousand_orphans_that_end_with_the_child_do_not_hide_its_end() => Falling();

    [Fact]
    public Task A_thousand_orphans_that_end_with_the_child_do_not_hide_its_end_from_PID_1() => Falling(Wrap.PidNamespace);

    [Fact]
    public async Task A_storm_of_vforks_leaves_no_zombie()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "vforks", "5000", "7").Start(folder);
        await pm1.Out.Wait("stormed");
        await Poll.Until(() => Proc.Children(pm1.Pid).Count == 1, Bound.Answer,
            () => $"{Proc.Children(pm1.Pid).Count - 1} zombies");
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
        Assert.Equal("", pm1.Error.Text);
    }

    [Fact]
    public async Task No_signal_goes_astray_when_pids_come_round_again()
    {
        if (Environment.OSVersion.Version < new Version(6, 14))
        {
            Assert.Skip("needs Linux 6.14, where pid_max is a pid namespace's own");
        }

        using var folder = new TempFolder();
        var launch = Launch.Init(Shipped.Trial, "wrap", Server.Text(Wraps))
            .Under([.. Wrap.PidNamespace, Shipped.Trial, "small", "400"]);
        await using var pm1 = launch.Start(folder);
        await pm1.Out.Wait("wrapping");
        await Poll.Until(
            () =>
            {
                for (var time = 0; time < 50; time++)
                {
                    pm1.Signal(Signals.USR2);
                }

                return pm1.Out.Text.Contains("wrapped", StringComparison.Ordinal);
            },
            Bound.Start,
            () => pm1.Out.Text);
        var end = await pm1.Out.Wait(@"wrapped (\d+) handled (\d+)\n");
        Assert.True(int.Parse(end.Groups[1].Value, CultureInfo.InvariantCulture) >= 5, end.Value);
        Assert.True(int.Parse(end.Groups[2].Value, CultureInfo.InvariantCulture) >= 1, end.Value);
        Assert.DoesNotContain("wrong", pm1.Out.Text, StringComparison.Ordinal);
        await Poll.Until(() => Proc.Children(pm1.Pid).Count == 1, Bound.Answer,
            () => $"{Proc.Children(pm1.Pid).Count - 1} zombies");
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
        Assert.Equal("", pm1.Error.Text);
    }

    private static async Task Falling(params string[] wrapper)
    {
        for (var code = 40; code < 43; code++)
        {
            using var folder = new TempFolder();
            await using var pm1 = Launch.Init(Shipped.Trial, "fall", "1000", Server.Text(code)).Under(wrapper).Start(folder);
            await pm1.Out.Wait("falling");
            Assert.Equal(code, await pm1.Exit());
            Assert.Equal("", pm1.Error.Text);
        }
    }
}
