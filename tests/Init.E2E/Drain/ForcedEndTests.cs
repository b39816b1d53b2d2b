using Init.E2E.Harness;

namespace Init.E2E.Drain;

public sealed class ForcedEndTests
{
    private static readonly string[] Stubborn = ["stubborn"];

    [Fact]
    public async Task A_worker_that_does_not_stop_in_time_is_killed_and_the_exit_code_says_so()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(["--stop-timeout", "500ms"], folder);
        pm1.Signal(Signals.TERM);
        Assert.Equal(75, await pm1.Exit());
    }

    [Fact]
    public async Task A_third_signal_kills_a_worker_that_does_not_stop()
    {
        using var folder = new TempFolder();
        await using var pm1 = await Ready(["--stop-timeout", "600s"], folder);
        pm1.Signal(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        await Insist(pm1, "again");
        await Insist(pm1, "once more");
        Assert.Equal(75, await pm1.Exit());
    }

    [Fact]
    public async Task A_second_signal_ends_the_delay()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--ready", "after:1ms", "--drain-delay", "600s..600s"], ["/bin/sleep", "600"]).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        pm1.Signal(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        await Insist(pm1, "again");
        Assert.Equal(0, await pm1.Exit());
    }

    [Fact]
    public async Task A_worker_that_dies_while_draining_is_not_restarted()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--ready", "after:1ms", "--drain-delay", "600s..600s"],
            [Shipped.Source("counted.sh"), folder["starts"], "/bin/sleep", "600"]).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);

        // It counts as ready whether it has come to note its start or not.
        await Poll.Until(() => Starts(folder) == 2, Bound.Start, () => pm1.Error.Text);
        pm1.Signal(Signals.TERM);
        await pm1.Admin.WaitFor("/readyz", 503, () => pm1.Error.Text);
        foreach (var worker in pm1.Workers)
        {
            _ = Libc.kill(worker, Signals.KILL);
        }

        // With no worker left there is nothing to drain.
        await pm1.Exit();
        Assert.Equal(2, Starts(folder));
    }

    [Fact]
    public async Task A_signal_during_backoff_ends_pm1_at_once()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "1", "--max-restarts", "1000/60s"], ["/bin/sh", "-c", "exit 9"]).Start(folder);
        await pm1.Error.Wait(@"\b9\b");
        pm1.Signal(Signals.TERM);
        await pm1.Exit();
    }

    [Fact]
    public async Task The_stop_signal_is_the_one_that_is_configured()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "1", "--stop-signal", "SIGUSR1"], [Shipped.Worker, "signals"]).Start(folder);
        await pm1.Out.Wait("waiting");
        pm1.Signal(Signals.TERM);
        await pm1.Out.Wait($"signal {Signals.USR1}\n");
        Assert.DoesNotContain($"signal {Signals.TERM}\n", pm1.Out.Text, StringComparison.Ordinal);
    }

    private static int Starts(TempFolder folder) => Proc.Read(folder["starts"]).Count(letter => letter == '\n');

    private static async Task<Running> Ready(string[] options, TempFolder folder)
    {
        var pm1 = Launch.Run(
            ["--workers", "2", "--ready", "after:1ms", "--drain-delay", "0s..0s", .. options], [Shipped.Worker, .. Stubborn])
            .Start(folder);
        await pm1.Out.Wait("stubborn\n(.*\n)*stubborn");
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return pm1;
    }

    /// <summary>Signals that come within half a second of one another are one, so the next one is sent until it counts.
    /// </summary>
    private static async Task Insist(Running pm1, string counted) => await Poll.Until(
        () =>
        {
            // That it has ended meanwhile is well.
            _ = Libc.kill(pm1.Pid, Signals.TERM);
            return pm1.Error.Text.Contains(counted, StringComparison.Ordinal);
        },
        Bound.Answer,
        () => pm1.Error.Text);
}
