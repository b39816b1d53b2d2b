using Init.Linux;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Reporting;

namespace Init.Runtime.InitMode;

/// <summary>
/// The end of a machine's PID 1, whatever its role was. Constraints: an exit would be a kernel panic; no kernel ends
/// the other processes for us, as it does in a container; what waits must have a bound, or the machine stays on for
/// ever; the last lines must arrive. Scheme: SIGTERM for all, SIGKILL for those that stay, one line, the console, the
/// power.
/// </summary>
public static class MachineEnd
{
    private static readonly TimeSpan TermMax = TimeSpan.FromSeconds(5);

    /// <summary>A process that SIGKILL does not end hangs in the kernel.</summary>
    private static readonly TimeSpan KillMax = TimeSpan.FromSeconds(2);

    /// <summary>A terminal whose output was stopped never drains.</summary>
    private static readonly TimeSpan ConsoleMax = TimeSpan.FromSeconds(2);

    /// <param name="code">What pm1 would exit with.</param>
    /// <returns>Only when the power could not be cut.</returns>
    public static void Reach(int code)
    {
        // For the roles that left signals alone: the wait for children is one for SIGCHLD.
        SignalState.Block();
        Machine.SignalOthers(Signal.SIGTERM);
        if (!Children.ReapAll(TermMax))
        {
            Machine.SignalOthers(Signal.SIGKILL);
            _ = Children.ReapAll(KillMax);
        }

        // Drained before as well: a line for which the console has no room would be dropped.
        DrainConsole();
        Stderr.Line($"ended with {code}: powering off");
        DrainConsole();
        Stderr.Line($"cannot power off: {Errno.Text(Machine.PowerOff())}");
    }

    private static void DrainConsole()
    {
        var drain = new Thread(Machine.DrainConsole) { IsBackground = true };
        drain.Start();
        _ = drain.Join(ConsoleMax);
    }
}
