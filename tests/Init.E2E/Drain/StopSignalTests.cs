using Init.E2E.Harness;

namespace Init.E2E.Drain;

/// <summary>How often a worker is told to stop: once, however impatient they are who tell pm1.</summary>
public sealed class StopSignalTests
{
    [Fact]
    public async Task Two_signals_at_once_tell_a_worker_once()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready("0s..0s", folder);
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait($"signal {Signals.TERM}\n");
        pm1.Signal(Signals.TERM);
        await AskedOnce(pm1);
    }

    [Fact]
    public async Task A_second_signal_during_the_stop_does_not_tell_a_worker_again()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready("0s..0s", folder);
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait($"signal {Signals.TERM}\n");
        await Insist(pm1, "again");
        await AskedOnce(pm1);
    }

    [Fact]
    public async Task A_second_signal_that_skips_the_delay_tells_a_worker_once()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready("300s..300s", folder);
        pm1.Signal(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        Assert.DoesNotContain($"signal {Signals.TERM}\n", pm1.Out.Text, StringComparison.Ordinal);
        await Insist(pm1, "again");
        await pm1.Out.Wait($"signal {Signals.TERM}\n");
        await AskedOnce(pm1);
    }

    [Fact]
    public async Task One_of_timeout_is_the_first_and_does_not_skip_the_delay()
    {
        using var folder = new TempFolder();
        var launch = Launch.Run(
            ["--workers", "1", "--ready", "after:1ms", "--drain-delay", "600s..600s"], [Shipped.Worker, "signals"]);

        // timeout signals its child and then its whole group, of which pm1 is a part.
        await using var pm1 = launch.Under(Tool.Timeout, "600s").Start(folder);
        await pm1.Out.Wait("waiting");
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);

        // To timeout a request to end is as good as the end of its time; but that might come before the worker is
        // ready.
        await pm1.SignalTop(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        Assert.DoesNotContain("again", pm1.Error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"signal {Signals.TERM}\n", pm1.Out.Text, StringComparison.Ordinal);
        Assert.False(pm1.HasExited);
    }

    /// <summary>What the worker is sent after it shows that no second one came before.</summary>
    private static async Task AskedOnce(Running pm1)
    {
        var worker = Assert.Single(pm1.Workers);
        Assert.Equal(0, Libc.kill(worker, Signals.USR2));
        await pm1.Out.Wait($"signal {Signals.USR2}\n");
        Assert.Single(pm1.Out.Lines, line => line == $"signal {Signals.TERM}");
    }

    private static async Task<Running> Ready(string delay, TempFolder folder)
    {
        var pm1 = Launch.Run(
            ["--workers", "1", "--ready", "after:1ms", "--drain-delay", delay, "--stop-timeout", "600s"],
            [Shipped.Worker, "signals"]).With("PM1_TERMINATION_GRACE", "600").Start(folder);
        await pm1.Out.Wait("waiting");
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return pm1;
    }

    /// <summary>Signals that come within half a second of one another are one, so the next one is sent until it counts.
    /// </summary>
    private static async Task Insist(Running pm1, string counted) => await Poll.Until(
        () =>
        {
            pm1.Signal(Signals.TERM);
            return pm1.Error.Text.Contains(counted, StringComparison.Ordinal);
        },
        Bound.Answer,
        () => pm1.Error.Text);
}
