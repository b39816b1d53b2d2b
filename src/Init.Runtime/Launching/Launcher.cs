using System.Globalization;
using System.Text;
using Init.Core.Spec;
using Init.Linux.Descriptors;
using Init.Linux.Native;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Sockets;

namespace Init.Runtime.Launching;

/// <summary>Starts workers: writes the plan, spawns this binary as its launch stage, and keeps the socket on which the
/// stage reports.</summary>
internal sealed class Launcher(SignalState born, DescriptorLimit? files)
{
    /// <summary>Workers are taken by the OOM killer before PID 1.</summary>
    internal const int OomScoreRaise = 100;

    private const int FirstSocket = 3;
    private const int StandardErrorNumber = 2;
    private static readonly (OwnedFd, int)[] NoDescriptors = [];

    /// <returns>errno, or 0 with the process and the socket of its reports.</returns>
    internal int Start(LaunchOrder order, out int pid, out OwnedFd reports) =>
        Start(Plan(order), order.Sockets, new LaunchPlace(NewGroup: true, StandardError: order.StandardError), out pid, out reports);

    /// <param name="sockets">Become descriptors 3 and above.</param>
    internal static int Start(
        LaunchPlan plan, IReadOnlyList<OwnedFd> sockets, LaunchPlace place, out int pid, out OwnedFd reports)
    {
        pid = 0;
        var error = MessageChannel.CreatePair(out reports, out var report);
        var file = new OwnedFd();
        try
        {
            // A number behind the sockets that is free here is nobody's in the child. Lower ones are the child's, and
            // ours where one of the standard ones was closed.
            var behind = FirstSocket + sockets.Count;
            error = error != 0 ? error : plan.Write(out file);
            error = error != 0 ? error : Descriptor.MoveBehind(ref file, behind);
            error = error != 0 ? error : Descriptor.MoveBehind(ref report, behind);
            return error != 0 ? error : Spawn(sockets, file, report, plan.Born.Ignored, place, out pid);
        }
        finally
        {
            file.Dispose();
            report.Dispose();
        }
    }

    private static int Spawn(
        IReadOnlyList<OwnedFd> sockets, OwnedFd plan, OwnedFd report, SignalSet ignored, LaunchPlace place, out int pid)
    {
        string[] arguments = [LaunchStage.Name, Number(plan.Number), Number(report.Number)];
        using var argv = new StringVector([.. arguments.Select(Encoding.ASCII.GetBytes)]);
        using var envp = new StringVector([]);
        return Spawner.Start(
            new SpawnPlan
            {
                Path = Self.ExecutablePath,
                Arguments = argv,

                // The stage's own runtime must not be configured by what is meant for the worker's (DOTNET_*).
                Environment = envp,
                Mask = SignalSet.All,
                Default = SignalState.LibrarysOwn.Without(ignored),
                NewProcessGroup = place.NewGroup,
                NewSession = place.NewSession,
                ForegroundTerminal = place.Terminal,
                Descriptors =
                [
                    .. sockets.Select((socket, index) => (socket, FirstSocket + index)),
                    (plan, plan.Number), (report, report.Number),
                    .. place.StandardError is { } error ? [(error, StandardErrorNumber)] : NoDescriptors,
                ],
            },
            out pid);
    }

    private LaunchPlan Plan(LaunchOrder order)
    {
        var app = order.App;
        var command = RawCommand.Of(order.Command);
        return new LaunchPlan
        {
            Supervisor = Self.Pid,
            Born = born,
            DeathSignal = Signal.SIGTERM,
            YieldsMemory = true,
            InstallFilter = app.Share == ShareMode.Bind,
            TellsListenPid = order.TellsListenPid,
            Files = files,
            User = app.User,
            Directory = app.WorkingDirectory,
            Candidates = PathSearch.Candidates(command[0], WorkerEnvironment.Find(order.Environment, "PATH")),
            Arguments = command,
            Environment = order.Environment,
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
