using System.Globalization;
using Init.E2E.Harness;

namespace Init.E2E.InitMode;

/// <summary>Signals that the processor's faults have too: a user's are forwarded like any other, a fault of pm1's own
/// ends it with a line and a code.</summary>
[Collection(SignalQueue.Name)]
public sealed class FaultTests
{
    private const int Times = 10;
    private const int BurstTimes = 200;
    private const int Internal = 70;

    /// <summary>With an option the runtime runs, and collects garbage now and then: at any moment of that a signal that was
    /// sent must come through.</summary>
    [Theory]
    [InlineData("--")]
    [InlineData("--exit-map=1:2")]
    public async Task A_flood_of_them_stops_nothing(string option)
    {
        using var folder = new TempFolder();
        var command = new[] { "/bin/sh", "-c", "trap '' ILL BUS FPE SEGV 36 37 38 39; echo up; exec sleep 600" };
        await using var pm1 = Launch.Verb(option == "--" ? ["--", .. command] : [option, "--", .. command]).Start(folder);
        await pm1.Out.Wait("up");

        // Real-time signals between, because each of those is an event.
        string[] signals = ["11", "36", "8", "37", "4", "38", "7", "39"];
        var flood = Shell.Run(Shipped.Trial, ["flood", Server.Text(pm1.Pid), "5000", .. signals]);
        Assert.True(flood.Code == 0, flood.Error);
        pm1.Signal(Signals.TERM);
        Assert.Equal(Signals.ExitCode(Signals.TERM), await pm1.Exit());
    }

    private static readonly int[] Faults =
        [Signals.ILL, Signals.TRAP, Signals.ABRT, Signals.BUS, Signals.FPE, Signals.SEGV, Signals.SYS];

    [Fact]
    public Task Each_is_forwarded_ten_times_in_a_row() => TenTimes();

    [Fact]
    public Task Each_is_forwarded_ten_times_in_a_row_by_PID_1() => TenTimes(Wrap.PidNamespace);

    [Fact]
    public Task Each_is_forwarded_though_it_comes_while_pm1_is_not_waiting() => WhileStopped();

    [Fact]
    public Task Each_is_forwarded_though_it_comes_while_PID_1_is_not_waiting() => WhileStopped(Wrap.PidNamespace);

    [Fact]
    public Task Two_hundred_of_each_at_once_do_no_harm() => Burst();

    [Fact]
    public Task Two_hundred_of_each_at_once_do_no_harm_to_PID_1() => Burst(Wrap.PidNamespace);

    [Theory]
    [InlineData("SEGV")]
    [InlineData("ILL")]
    [InlineData("FPE")]
    [InlineData("BUS")]
    public Task A_fault_of_pm1s_own_is_one_line_and_code_70(string kind) => Faulting(kind);

    [Theory]
    [InlineData("SEGV")]
    [InlineData("ILL")]
    public Task A_fault_of_PID_1s_own_is_one_line_and_code_70(string kind) => Faulting(kind, Wrap.PidNamespace);

    private static async Task TenTimes(params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").Under(wrapper).Start(folder);
        await pm1.Out.Wait("waiting");
        foreach (var signal in Faults)
        {
            for (var time = 1; time <= Times; time++)
            {
                pm1.Signal(signal);
                await Arrived(pm1, signal, time);
            }
        }

        await Lives(pm1);
    }

    // Twice, because a handler that does not want one may leave the default, which ends, behind.
    private static async Task WhileStopped(params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").Under(wrapper).Start(folder);
        await pm1.Out.Wait("waiting");
        foreach (var (signal, time) in Faults.Select(signal => (signal, 1)).Concat(Faults.Select(signal => (signal, 2))))
        {
            pm1.Signal(Signals.STOP);
            await Poll.Until(() => Proc.Stat(pm1.Pid) is { State: 'T' }, Bound.Answer, () => "pm1 does not stop");
            pm1.Signal(signal);
            pm1.Signal(Signals.CONT);
            await Arrived(pm1, signal, time);
        }

        await Lives(pm1);
    }

    private static async Task Burst(params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Worker, "signals").Under(wrapper).Start(folder);
        await pm1.Out.Wait("waiting");
        foreach (var signal in Faults)
        {
            for (var time = 0; time < BurstTimes; time++)
            {
                pm1.Signal(signal);
            }

            await Arrived(pm1, signal, 1);
        }

        await Lives(pm1);
    }

    private static async Task Faulting(string kind, params string[] wrapper)
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Init(Shipped.Trial, "count", "7").Under(wrapper).Start(folder);
        await pm1.Out.Wait("counting");
        var child = Assert.Single(Proc.Children(pm1.Pid));
        Orphanage.Add(child);
        try
        {
            // The child may speak before pm1 is back from posix_spawn(3), in which glibc blocks all: the kernel ends at
            // once who faults there.
            await Poll.Until(() => Opens(pm1.Pid, Signals.SEGV), Bound.Answer, () => Proc.Status(pm1.Pid));
            var debugger = Shell.Run(Shipped.Trial, ["fault", Server.Text(pm1.Pid), kind]);
            Assert.True(debugger.Code == 0, debugger.Error);
            await Poll.Until(() => pm1.HasExited, Bound.Answer, () => $"pm1 lives: {Proc.Stat(pm1.Pid)}");
            Orphanage.End(child);
            Assert.Equal(Internal, await pm1.Exit());
            Assert.StartsWith("pm1: ", Assert.Single(pm1.Error.Lines), StringComparison.Ordinal);
        }
        finally
        {
            Orphanage.End(child);
            Orphanage.Remove(child);
        }
    }

    private static bool Opens(int pid, int signal)
    {
        var blocked = Proc.Field(Proc.Status(pid), "SigBlk");
        return ulong.TryParse(blocked, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
            && (mask & (1UL << (signal - 1))) == 0;
    }

    private static Task Arrived(Running pm1, int signal, int times) =>
        Poll.Until(() => pm1.Out.Lines.Count(line => line == $"signal {signal}") >= times, Bound.Answer,
            () => $"signal {signal} did not arrive {times} times, pm1 has {(pm1.HasExited ? "ended" : "not ended")}: {pm1.Error.Text}");

    private static async Task Lives(Running pm1)
    {
        pm1.Signal(Signals.USR1);
        await Arrived(pm1, Signals.USR1, 1);
        Assert.Equal("", pm1.Error.Text);
    }
}
