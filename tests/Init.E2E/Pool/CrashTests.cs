using System.Globalization;
using System.Text.RegularExpressions;
using Init.E2E.Harness;

namespace Init.E2E.Pool;

public sealed class CrashTests
{
    /// <summary>Two times of /proc/uptime and four pauses, as pm1 says them, are rounded to a hundredth of a second.
    /// </summary>
    private const double ClockGrain = 0.05;

    [Fact]
    public async Task A_crash_loop_ends_with_the_workers_exit_code()
    {
        using var folder = new TempFolder();
        var begun = Uptime();
        string[] crasher = [Shipped.Source("counted.sh"), folder["starts"], "/bin/sh", "-c", "exit 42"];
        var ended = await Launch.Run(["--workers", "1", "--max-restarts", "4/60s"], crasher).Finish(folder);
        Assert.Equal(42, ended.Code);

        // The first start and four restarts, each after a longer pause than the one before: 0.1, 0.2, 0.4 s and so on,
        // of which chance takes up to a quarter. A busy machine may note any start late, so only the pauses as they are
        // told can be compared; but the last start cannot come before all of them are over.
        var starts = File.ReadAllLines(folder["starts"])
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(5, starts.Length);
        var pauses = Regex.Matches(ended.Error, @"exited with code 42: restarting it in ([0-9.]+)s\n")
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(4, pauses.Length);
        Assert.True(
            pauses.Zip(pauses[1..]).All(pair => pair.First < pair.Second), $"no backoff: {string.Join(' ', pauses)}");
        Assert.True(
            starts[^1] - begun >= pauses.Sum() - ClockGrain,
            $"{string.Join(' ', pauses)}: {begun} {string.Join(' ', starts)}");
    }

    [Fact]
    public async Task A_crash_loop_by_a_signal_ends_with_128_and_its_number()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(
            ["--workers", "1", "--max-restarts", "1/60s"], ["/bin/sh", "-c", "kill -USR1 $$"]).Finish(folder);
        Assert.Equal(Signals.ExitCode(Signals.USR1), ended.Code);
    }

    [Theory]
    [InlineData("never", 3)]
    [InlineData("never", 0)]
    [InlineData("on-failure", 0)]
    public async Task A_worker_that_is_not_to_be_restarted_decides_the_exit_code(string restart, int code)
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(
            ["--workers", "2", "--restart", restart], ["/bin/sh", "-c", $"exit {code}"]).Finish(folder);
        Assert.Equal(code, ended.Code);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_127_and_one_clear_line()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(["--workers", "3"], ["no-such-command-here"]).Finish(folder);
        Assert.Equal(127, ended.Code);
        Assert.Contains("no-such-command-here", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_may_not_be_executed_is_126()
    {
        using var folder = new TempFolder();
        var ended = await Launch.Run(["--workers", "3"], [folder.Write("plain.txt", "no program")]).Finish(folder);
        Assert.Equal(126, ended.Code);
        Assert.Contains("plain.txt", Assert.Single(ended.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_killed_under_load_costs_only_what_it_had_accepted()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "3"], Server.Node(port)).Start(folder);
        await Server.Answers(port, 3, () => pm1.Error.Text);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        await using var load = new Load(port);
        await load.Flow();
        var victim = pm1.Workers[0];
        _ = Libc.kill(victim, Signals.KILL);
        await Poll.Until(
            () => pm1.Workers is { Count: 3 } now && !now.Contains(victim), Bound.Start, () => pm1.Error.Text);
        await load.Flow();
        var result = await load.Stop();

        // Nobody is refused, because the queue is pm1's; each client can have had one request with the victim.
        Assert.Equal(0, result.Refused);
        Assert.Equal(0, result.Lost);
        Assert.InRange(result.Reset, 0, Load.Concurrency);
    }

    [Fact]
    public async Task With_its_only_worker_killed_connections_wait_and_are_served()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(["--workers", "1"], Server.Node(port)).Start(folder);
        await Server.Answers(port, 1, () => pm1.Error.Text);
        var victim = Assert.Single(pm1.Workers);
        _ = Libc.kill(victim, Signals.KILL);
        await Poll.Until(() => !Proc.Runs(victim), Bound.Answer, () => "it lives");
        var (outcome, answer) = await Server.Ask(port);
        Assert.Equal(RequestOutcome.Ok, outcome);
        Assert.NotEqual(Server.Text(victim), answer);
    }

    [Fact]
    public async Task Worker_not_ready_in_time_has_failed_to_start()
    {
        using var folder = new TempFolder();

        // The time is long enough for a busy machine to note the start before it is over.
        string[] never = [Shipped.Source("counted.sh"), folder["starts"], "/bin/sleep", "600"];
        var ended = await Launch.Run(
            ["--workers", "1", "--ready", "notify", "--ready-timeout", "3s", "--max-restarts", "1/60s"], never)
            .Finish(folder);
        Assert.NotEqual(0, ended.Code);
        Assert.Equal(2, File.ReadAllLines(folder["starts"]).Length);
    }

    /// <summary>As counted.sh notes it.</summary>
    private static double Uptime() =>
        double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
}
