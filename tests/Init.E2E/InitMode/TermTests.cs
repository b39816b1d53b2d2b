using System.Diagnostics;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>SIGTERM, which comes once, or twice at once, or early because somebody is impatient.</summary>
public sealed class TermTests
{
    /// <summary>Half of the time within which a second one is still the first: a busy machine has the other
    /// half.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);
    private const int Tries = 10;

    [Fact]
    public async Task A_delayed_one_arrives_after_a_signal_that_was_sent_later()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Waiting(folder, "--delay-term", "1s");
        pm1.Signal(Signals.TERM);
        pm1.Signal(Signals.USR1);
        await pm1.Out.Wait($"signal {Signals.TERM}\n");
        Assert.Equal(["waiting", $"signal {Signals.USR1}", $"signal {Signals.TERM}"], pm1.Out.Lines);
    }

    [Fact]
    public async Task Who_asks_again_does_not_wait_for_the_delay()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Waiting(folder, "--delay-term=600s");
        await Insist(pm1);

        // The delay is over: the next one that is not the same is passed on as well.
        await Insist(pm1);
    }

    [Fact]
    public async Task A_child_that_ends_meanwhile_ends_the_delay()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(["--delay-term=600s"], [Shipped.Trial, "count", "7"]).Start(folder);
        await pm1.Out.Wait("counting");
        pm1.Signal(Signals.TERM);
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
        Assert.Contains("counted 0", pm1.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delayed_one_is_mapped_and_goes_to_the_group()
    {
        using var folder = new TempFolder();
        await using var pm1 =
            Launch.Init(["--delay-term=100ms", "--signal=TERM:USR2", "--group"], [Shipped.Crew, "pair"]).Start(folder);
        await pm1.Out.Wait("outer");
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait($"inner signal {Signals.USR2}\n");
        await pm1.Out.Wait($"outer signal {Signals.USR2}\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--group")]
    [InlineData("--wait-all")]
    public async Task Two_at_once_are_one(string option)
    {
        for (var time = 0; time < Tries; time++)
        {
            using var folder = new TempFolder();
            await using var pm1 = await Waiting(folder, option.Length == 0 ? [] : [option]);
            var clock = Stopwatch.StartNew();
            pm1.Signal(Signals.TERM);
            await pm1.Out.Wait($"signal {Signals.TERM}\n");
            pm1.Signal(Signals.TERM);
            pm1.Signal(Signals.USR1);
            await pm1.Out.Wait($"signal {Signals.USR1}\n");
            if (clock.Elapsed < Soon)
            {
                Assert.Equal(["waiting", $"signal {Signals.TERM}", $"signal {Signals.USR1}"], pm1.Out.Lines.Order().Reverse());
                return;
            }
        }

        Assert.Skip("the machine is too busy to send two signals within a quarter of a second");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--wait-all")]
    public async Task Two_that_are_apart_are_two(string option)
    {
        using var folder = new TempFolder();
        await using var pm1 = await Waiting(folder, option.Length == 0 ? [] : [option]);
        await Insist(pm1);
        await Insist(pm1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--group")]
    public async Task One_of_timeout_arrives_once_though_it_signals_its_child_and_its_group(string option)
    {
        using var folder = new TempFolder();
        await using var pm1 = await Waiting(folder, option.Length == 0 ? [] : [option], Tool.Timeout, "600s");

        // To timeout a request to end is as good as the end of its time; but that might come before pm1 is there.
        await pm1.SignalTop(Signals.TERM);
        await pm1.Out.Wait($"signal {Signals.TERM}\n");

        // What timeout sends last, after both.
        await pm1.Out.Wait($"signal {Signals.CONT}\n");
        pm1.Signal(Signals.USR1);
        await pm1.Out.Wait($"signal {Signals.USR1}\n");
        Assert.Equal(1, pm1.Out.Lines.Count(line => line == $"signal {Signals.TERM}"));
    }

    private static Task<Running> Waiting(TempFolder folder, params string[] options) => Waiting(folder, options, []);

    private static async Task<Running> Waiting(TempFolder folder, string[] options, params string[] wrapper)
    {
        var pm1 = Launch.Init(options, [Shipped.Worker, "signals"]).Under(wrapper).Start(folder);
        await pm1.Out.Wait("waiting");
        return pm1;
    }

    /// <summary>Those that come within half a second of one another are one, so it is sent until it counts.</summary>
    private static async Task Insist(Running pm1)
    {
        var before = Count(pm1);
        await Poll.Until(
            () =>
            {
                pm1.Signal(Signals.TERM);
                return Count(pm1) > before;
            },
            Bound.Answer,
            () => pm1.Out.Text);
    }

    private static int Count(Running pm1) => pm1.Out.Lines.Count(line => line == $"signal {Signals.TERM}");
}
