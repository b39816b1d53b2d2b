using System.Globalization;
using System.Text;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Launching;

namespace Init.Runtime.Guards;

/// <summary>Runs exec checks as the worker runs: its user, its folder, its environment without what is only its own.
/// What they print goes where pm1's output goes.</summary>
internal sealed class CheckRunner(AppSpec app, SignalState born, DescriptorLimit? files) : ICommandRunner
{
    private readonly IReadOnlyList<byte[]> _inherited = Self.RawEnvironment();

    public int Start(CheckSpec check, GuardedWorker worker, out int pid)
    {
        var environment = WorkerEnvironment.Of(app, _inherited, new WorkerIdentity(worker.Seat.Slot, 0, "", 0));
        environment =
        [
            .. WorkerEnvironment.Without("PM1_WORKER_COUNT", environment),
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PM1_WORKER_PID={worker.Pid}")),
        ];
        IReadOnlyList<byte[]> words = [.. check.Command.Select(Encoding.UTF8.GetBytes)];
        var plan = new LaunchPlan
        {
            Supervisor = Self.Pid,
            Born = born,
            DeathSignal = Signal.SIGKILL,
            YieldsMemory = true,
            InstallFilter = false,
            TellsListenPid = false,
            Files = files,
            User = app.User,
            Directory = app.WorkingDirectory,
            Candidates = PathSearch.Candidates(words[0], WorkerEnvironment.Find(environment, "PATH")),
            Arguments = words,
            Environment = environment,
        };
        var error = Launcher.Start(plan, [], new LaunchPlace(NewGroup: true), out pid, out var reports);

        // What the stage has to report, its exit code says too.
        reports.Dispose();
        return error;
    }

    public void Kill(int pid) => _ = ProcessSignal.SendToGroup(pid, Signal.SIGKILL);
}
