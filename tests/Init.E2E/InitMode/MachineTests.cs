using Init.E2E.Harness;
using Init.E2E.Testbed;

namespace Init.E2E.InitMode;

/// <summary>pm1 as PID 1 of a virtual machine. tests/vm/run boots it and judges the console; a machine of four emulated
/// CPUs wants this one for itself.</summary>
[Collection(BedCollection.Name)]
public sealed class MachineTests
{
    private const int Missing = 77;

    /// <summary>The script's own limit for a boot, and the download of a kernel.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task PID_1_of_a_machine_reaps_forwards_signals_and_reads_the_quota()
    {
        var console = await Boot("life");
        Assert.Contains("orphans 50, left 0", console);
        Assert.Contains("got USR1 INT", console);
        Assert.Contains("4 CPUs, quota 150000 100000, workers 2", console);
        Assert.Contains("pm1: ended with 0: powering off", console);
    }

    [Fact]
    public async Task Command_that_fails_powers_the_machine_off_too() =>
        Assert.Contains("pm1: ended with 7: powering off", await Boot("code"));

    [Fact]
    public async Task Command_that_does_not_exist_powers_the_machine_off_too() =>
        Assert.Contains("pm1: ended with 127: powering off", await Boot("missing"));

    [Fact]
    public async Task Process_that_ignores_SIGTERM_does_not_keep_the_machine_on()
    {
        var console = await Boot("stubborn");
        Assert.Contains("told to end", console);
        Assert.Contains("pm1: ended with 0: powering off", console);
    }

    [Fact]
    public async Task Run_mode_powers_the_machine_off_when_its_workers_have_finished()
    {
        var console = await Boot("run");
        Assert.Contains("worker 0 of 1", console);
        Assert.Contains("pm1: ended with 0: powering off", console);
    }

    [Fact]
    public async Task Last_line_arrives_on_a_console_that_was_full() =>
        Assert.Contains("pm1: ended with 2: powering off", await Boot("usage"));

    /// <returns>The lines of the console, with the script's verdicts.</returns>
    private static async Task<string[]> Boot(string name)
    {
        await using var script = new BedProcess(Sources.Path("tests/vm/run"), [name]);
        var result = await script.End(Bound);
        Assert.SkipWhen(result.Code == Missing, result.Error.TrimEnd().Split('\n')[^1]);
        Assert.True(result.Code == 0, result.Output + result.Error);
        return result.Output.Split('\n');
    }
}
