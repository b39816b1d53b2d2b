using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

[Collection(SignalQueue.Name)]
public sealed class QueuedSignalTests
{
    private const int RealTimeFirst = 34;
    private const int RealTimeLast = 64;
    private const int Terms = 2000;

    /// <summary>In the order in which the kernel gives them out: lower numbers first, each queued.</summary>
    private static readonly int[] Queue =
        [.. Enumerable.Range(RealTimeFirst, RealTimeLast - RealTimeFirst + 1).SelectMany(signal => Enumerable.Repeat(signal, 4))];

    [Fact]
    public Task Real_time_signals_queue_and_keep_their_order() => InOrder();

    [Fact]
    public Task Real_time_signals_queue_and_keep_their_order_at_PID_1() => InOrder(Wrap.PidNamespace);

    [Fact]
    public async Task Real_time_signals_that_come_while_pm1_forwards_are_not_lost()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").Start(folder);
        await pm1.Out.Wait("waiting");
        foreach (var signal in Queue.Reverse())
        {
            pm1.Signal(signal);
        }

        await Poll.Until(() => RealTime(pm1).Count >= Queue.Length, Bound.Answer,
            () => $"{RealTime(pm1).Count} of {Queue.Length} arrived");
        Assert.Equal(Queue, RealTime(pm1).Order());
    }

    [Fact]
    public async Task Two_thousand_terms_are_survived_and_the_childs_code_counts()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "count", "7").Start(folder);
        await pm1.Out.Wait("counting");
        for (var time = 0; time < Terms; time++)
        {
            pm1.Signal(Signals.TERM);
        }

        // Of two that wait, the lower number comes first: SIGUSR1, the end, would overtake a SIGTERM that pm1 has yet to
        // read.
        await Poll.Until(() => !Waits(pm1.Pid, Signals.TERM), Bound.Answer, () => Proc.Status(pm1.Pid));
        pm1.Signal(Signals.USR1);
        Assert.Equal(7, await pm1.Exit());
        var counted = int.Parse(
            (await pm1.Out.Wait(@"counted (\d+)")).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(counted, 1, Terms);
        Assert.Equal("", pm1.Error.Text);
    }

    [Fact]
    public async Task The_child_is_never_signalled_after_it_was_reaped()
    {
        using var folder = new TempFolder();
        var log = folder["strace"];
        string[] strace = [Tool.Strace, "-o", log, "-e", "trace=/^(kill|tgkill|tkill|waitid|wait4|rt_.*sigqueueinfo|pidfd_send_signal)$"];
        await using var pm1 = Launch.Init(Shipped.Trial, "count", "7").Under(strace).Start(folder);
        await pm1.Out.Wait("counting");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        var pid = pm1.Pid;

        // From before the child is told to end until pm1 has gone.
        var sent = 0;
        while (Libc.kill(pid, Signals.TERM) == 0 && !pm1.HasExited)
        {
            if (++sent == Terms)
            {
                pm1.Signal(Signals.USR1);
            }
        }

        Assert.Equal(7, await pm1.Exit());
        var calls = File.ReadAllLines(log).ToList();
        var reaped = calls.FindIndex(call => Reaps(call, child));
        Assert.True(reaped >= 0, string.Join('\n', calls.TakeLast(20)));
        Assert.DoesNotContain(calls.Skip(reaped + 1), call => call.Contains($"kill({child},", StringComparison.Ordinal));
        Assert.Contains(calls.Take(reaped), call => call.Contains($"kill({child},", StringComparison.Ordinal));
    }

    private static bool Waits(int pid, int signal) =>
        (ulong.Parse(Proc.Field(Proc.Status(pid), "ShdPnd"), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            & (1UL << (signal - 1))) != 0;

    private static bool Reaps(string call, int child) =>
        (call.StartsWith("waitid(", StringComparison.Ordinal) && call.Contains($"si_pid={child},", StringComparison.Ordinal)
            && call.Contains("CLD_EXITED", StringComparison.Ordinal) && !call.Contains("WNOWAIT", StringComparison.Ordinal))
        || (call.StartsWith("wait4(", StringComparison.Ordinal) && call.EndsWith($" = {child}", StringComparison.Ordinal));

    private static async Task InOrder(params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").Under(wrapper).Start(folder);
        await pm1.Out.Wait("waiting");
        pm1.Signal(Signals.STOP);
        await Poll.Until(() => Proc.Stat(pm1.Pid) is { State: 'T' }, Bound.Answer, () => "pm1 does not stop");
        foreach (var signal in Queue)
        {
            pm1.Signal(signal);
        }

        pm1.Signal(Signals.CONT);
        await Poll.Until(() => RealTime(pm1).Count >= Queue.Length, Bound.Answer,
            () => $"{RealTime(pm1).Count} of {Queue.Length} arrived");
        Assert.Equal(Queue, RealTime(pm1));
    }

    private static IReadOnlyList<int> RealTime(Running pm1) =>
        [.. pm1.Out.Lines.Where(line => line.StartsWith("signal ", StringComparison.Ordinal))
            .Select(line => int.Parse(line[7..], CultureInfo.InvariantCulture)).Where(signal => signal >= RealTimeFirst)];
}
