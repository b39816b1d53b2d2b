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
internal sealed class Launcher(SignalState born)
{
    /// <summary>Workers are taken by the OOM killer before PID 1.</summary>
    internal const int OomScoreRaise = 100;

    private const int FirstSocket = 3;

    /// <summary>32 and 33, which posix_spawn would leave ignored and sigaction(3) would refuse to put back.</summary>
    private static readonly SignalSet GlibcsOwn = SignalSet.None.With(32).With(33);

    /// <returns>errno, or 0 with the process and the socket of its reports.</returns>
    internal int Start(LaunchOrder order, out int pid, out OwnedFd reports)
    {
        pid = 0;
        var error = MessageChannel.CreatePair(out reports, out var theirs);
        using (theirs)
        {
            if (error != 0)
            {
                return error;
            }

            error = Plan(order).Write(out var plan);
            using (plan)
            {
                return error != 0 ? error : Spawn(order.Sockets, plan, theirs, out pid);
            }
        }
    }

    private static int Spawn(IReadOnlyList<OwnedFd> sockets, OwnedFd plan, OwnedFd report, out int pid)
    {
        var planNumber = FirstSocket + sockets.Count;
        var reportNumber = planNumber + 1;
        string[] arguments = [LaunchStage.Name, Number(planNumber), Number(reportNumber)];
        using var argv = new StringVector([.. arguments.Select(Encoding.ASCII.GetBytes)]);
        using var envp = new StringVector([]);
        return Spawner.Start(
            new SpawnPlan
            {
                Path = Self.Executable,
                Arguments = argv,

                // The stage's own runtime must not be configured by what is meant for the worker's (DOTNET_*).
                Environment = envp,
                Mask = SignalSet.All,
                Default = GlibcsOwn,
                NewProcessGroup = true,
                Descriptors =
                [
                    .. sockets.Select((socket, index) => (socket, FirstSocket + index)),
                    (plan, planNumber), (report, reportNumber),
                ],
            },
            out pid);
    }

    private LaunchPlan Plan(LaunchOrder order)
    {
        var app = order.App;
        return new LaunchPlan
        {
            Supervisor = Self.Pid,
            Born = born,
            InstallFilter = app.Share == ShareMode.Bind,
            ListenCount = order.Sockets.Count,
            User = app.User,
            Directory = app.WorkingDirectory,
            Candidates = PathSearch.Candidates(app.Command[0], WorkerEnvironment.Find(order.Environment, "PATH")),
            Arguments = [.. app.Command.Select(Encoding.UTF8.GetBytes)],
            Environment = order.Environment,
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
