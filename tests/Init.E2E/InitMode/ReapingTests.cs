using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

public sealed class ReapingTests
{
    private const int Orphans = 2000;

    [Fact]
    public Task Two_thousand_orphans_are_reaped() =>
        Reaped(Launch.Init(Shipped.Worker, "orphans", Server.Text(Orphans)));

    [Fact]
    public Task Two_thousand_orphans_are_reaped_by_PID_1() =>
        Reaped(Launch.Init(Shipped.Worker, "orphans", Server.Text(Orphans)).Under(Wrap.PidNamespace));

    [Fact]
    public async Task A_double_fork_leaves_no_zombie()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "double").Start(folder);
        var grandchild = int.Parse((await pm1.Out.Wait(@"grandchild (\d+)")).Groups[1].Value, CultureInfo.InvariantCulture);
        await Poll.Until(() => Proc.Stat(grandchild) is null, Bound.Answer, () => "the grandchild is a zombie");
        Assert.Single(Proc.Children(pm1.Pid));
    }

    private static async Task Reaped(Launch launch)
    {
        using var folder = new TempFolder();
        await using var pm1 = launch.Start(folder);
        await pm1.Out.Wait($"orphaned {Orphans}");
        await Poll.Until(() => Proc.Children(pm1.Pid).Count == Orphans + 1, Bound.Answer, () => "pm1 is not their parent");
        pm1.Signal(Signals.USR1);
        await pm1.Out.Wait("ended");
        await Poll.Until(
            () => Proc.Children(pm1.Pid).Count == 1, Bound.Answer, () => $"{Proc.Children(pm1.Pid).Count - 1} zombies");
        Assert.Equal("", pm1.Error.Text);
    }
}
