using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>--wait-all: what the command leaves behind is asked to end, once, and waited for, for a bounded
/// time.</summary>
public sealed class WaitAllTests
{
    /// <summary>Longer than any test waits: who ends sooner did not wait for the bound.</summary>
    private const string Never = "--wait-all=600s";

    [Fact]
    public Task What_needs_time_to_end_has_it() => Finishes();

    [Fact]
    public Task What_needs_time_to_end_has_it_from_PID_1() => Finishes(Wrap.PidNamespace);

    [Fact]
    public async Task Without_a_time_there_are_five_seconds()
    {
        var ended = await Launch.Finish(Launch.Init(["--wait-all"], Leaving("7", "now", "tidy", "500")));
        Assert.Equal(7, ended.Code);
        Assert.EndsWith("finished after 1\n", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    public async Task When_nothing_is_left_the_end_comes_at_once(string code)
    {
        var ended = await Launch.Finish(Launch.Init([Never], [Shipped.Trial, "exit", code]));
        Assert.Equal(int.Parse(code, CultureInfo.InvariantCulture), ended.Code);
        Assert.Equal("", ended.Error);
    }

    [Fact]
    public Task What_ignores_the_request_is_killed() => Killed();

    [Fact]
    public Task What_ignores_the_request_is_killed_by_PID_1() => Killed(Wrap.PidNamespace);

    [Fact]
    public Task A_grandchild_is_asked_when_it_becomes_ours() => Grandchild("parent", "tidy", "300");

    [Fact]
    public Task A_grandchild_is_asked_when_it_becomes_ours_however_far_below() =>
        Grandchild("parent", "parent", "parent", "tidy", "300");

    [Fact]
    public Task A_grandchild_of_PID_1_is_asked_when_it_becomes_ours() =>
        Grandchild(Wrap.PidNamespace, "parent", "parent", "tidy", "300");

    [Fact]
    public Task Each_is_asked_once_also_as_part_of_a_group() => AskedOnce("--group");

    [Fact]
    public Task Each_is_asked_once_when_only_the_command_was_asked_before() => AskedOnce("--wait-all=600s");

    [Fact]
    public async Task A_second_request_meanwhile_reaches_nobody_and_another_signal_all()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init([Never], Leaving("7", "term", "tidier", "300")).Start(folder);
        await pm1.Out.Wait("main");
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait("asked");
        pm1.Signal(Signals.TERM);
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
        Assert.EndsWith($"other {Signals.USR1}\nfinished after 1\n", pm1.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_nobody_follows_is_no_longer_than_its_bound_though_signals_come()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(["--wait-all=1s"], Leaving("7", "term", "stubborn")).Start(folder);
        await pm1.Out.Wait("main");
        pm1.Signal(Signals.TERM);
        await Poll.Until(
            () =>
            {
                // Each wakes the init up; none may make it wait anew. That it has ended meanwhile is well.
                _ = pm1.HasExited ? 0 : Libc.kill(pm1.Top, Signals.TERM);
                return pm1.HasExited;
            },
            Bound.Answer,
            () => pm1.Error.Text);
        Assert.Equal(7, await pm1.Exit());
    }

    [Fact]
    public async Task Who_came_into_the_namespace_from_outside_is_not_waited_for()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init([Never], Leaving("7", "term", "tidy", "1")).Under(Wrap.PidNamespace).Start(folder);
        await pm1.Out.Wait("main");
        var guest = new Launch
        {
            Program = Shipped.Crew,
            Arguments = ["stubborn"],
            Wrapper = [Tool.Nsenter, "--target", Server.Text(pm1.Pid), "--pid", "--"],
        };
        await using var entered = guest.Start(folder);
        await entered.Out.Wait("stubborn");
        pm1.Signal(Signals.TERM);
        Assert.Equal(7, await pm1.Exit());
    }

    private static string[] Leaving(params string[] words) => [Shipped.Crew, "leave", .. words];

    [Fact]
    public async Task Who_joins_the_group_after_the_request_is_asked_as_well()
    {
        using var folder = new TempFolder();
        var helper = folder.Write("helper.sh", "trap 'echo helped; exit' TERM; echo helping; while :; do sleep 0.05; done\n");
        var script = folder.Write("late.sh", $"""
            trap 'sh {helper} & while ! [ -e {folder["go"]} ]; do sleep 0.05; done; exit 3' TERM
            echo up; while :; do sleep 0.05; done
            """);
        await using var pm1 = Launch.Init([Never, "--group"], ["/bin/sh", script]).Start(folder);
        await pm1.Out.Wait("up");
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait("helping");
        folder.Write("go", "");
        Assert.Equal(3, await pm1.Exit());
        Assert.EndsWith("helped\n", pm1.Out.Text, StringComparison.Ordinal);
    }

    /// <summary>Children that end without end must not keep the bound from being looked at.</summary>
    [Fact]
    public async Task What_makes_orphans_without_end_is_killed_when_its_time_is_over()
    {
        var ended = await Launch.Finish(Launch.Init(["--wait-all=300ms"], [Shipped.Trial, "spring", "7"]));
        Assert.Equal(7, ended.Code);
    }

    private static async Task Finishes(params string[] wrapper)
    {
        var ended = await Launch.Finish(Launch.Init([Never], Leaving("7", "now", "tidy", "500")).Under(wrapper));
        Assert.Equal(7, ended.Code);
        Assert.EndsWith("asked\nfinished after 1\n", ended.Output, StringComparison.Ordinal);
        Assert.Equal("", ended.Error);
    }

    private static async Task Killed(params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 =
            Launch.Init(["--wait-all=300ms"], Leaving("7", "term", "parent", "stubborn")).Under(wrapper).Start(folder);
        await pm1.Out.Wait("main");
        var stubborn = Proc.Descendants(pm1.Pid)[^1];
        pm1.Signal(Signals.TERM);
        Assert.Equal(7, await pm1.Exit());
        Assert.Null(Proc.Stat(stubborn));
    }

    private static Task Grandchild(params string[] habit) => Grandchild([], habit);

    private static async Task Grandchild(string[] wrapper, params string[] habit)
    {
        var ended = await Launch.Finish(Launch.Init([Never], Leaving(["7", "now", .. habit])).Under(wrapper));
        Assert.Equal(7, ended.Code);
        Assert.EndsWith("asked\nfinished after 1\n", ended.Output, StringComparison.Ordinal);
    }

    private static async Task AskedOnce(string option)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init([Never, option], Leaving("7", "term", "tidy", "700")).Start(folder);
        await pm1.Out.Wait("main");
        pm1.Signal(Signals.TERM);
        Assert.Equal(7, await pm1.Exit());
        Assert.EndsWith("asked\nfinished after 1\n", pm1.Out.Text, StringComparison.Ordinal);
    }
}
