using Init.Core.InitMode;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Native;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Terminal;
using Init.Runtime.Launching;

namespace Init.Runtime.InitMode;

/// <summary>Starts the child of an init: by posix_spawn alone where that can do all that is asked for, and through the
/// launch stage, some milliseconds later, where only the child itself can.</summary>
internal sealed class InitStarter(InitModeSpec spec, SignalState born)
{
    private const string ListenPid = "LISTEN_PID";

    private readonly IReadOnlyList<byte[]> _command = RawCommand.Of(spec.Command);
    private readonly IReadOnlyList<byte[]> _environment = Self.RawEnvironment();

    private readonly SignalSet _mask = spec.BlockedInChild.Aggregate(born.Mask, (set, signal) => set.With(signal));

    /// <summary>Standard input is a terminal that the child's session can have.</summary>
    private readonly bool _hasTerminal = spec.Place == ChildPlace.OwnSession && ControllingTerminal.IsThere;

    /// <summary>We cannot pass SIGKILL on; tini does not try.</summary>
    private readonly bool _diesWithUs = spec is { Dialect: Dialect.Pm1, ParentDeathSignal: Signal.SIGKILL };

    internal bool LacksTerminal => spec.Place == ChildPlace.OwnSession && !_hasTerminal;

    /// <returns>null and the pid, or why there is none.</returns>
    internal StartFailure? Start(out int pid)
    {
        // The sockets that somebody passed to us are meant for the program, which looks for its own pid.
        var isAddressed = Environment.GetEnvironmentVariable(ListenPid) is { Length: > 0 } listener
            && int.TryParse(listener, out var addressee) && addressee == Self.Pid;
        var needsStage = isAddressed || _hasTerminal || spec.User is not null || spec.DropCapabilities
            || spec.NoNewPrivileges || _diesWithUs || born.NeedsStage;
        return needsStage ? StartInStage(isAddressed, out pid) : Spawn(out pid);
    }

    /// <summary>What posix_spawn cannot give: another identity, fewer privileges, a session's terminal, an environment
    /// with the child's own pid, and SIGCHLD ignored, which we must not ignore ourselves.</summary>
    private StartFailure? StartInStage(bool isAddressed, out int pid)
    {
        var plan = new LaunchPlan
        {
            Supervisor = Self.Pid,
            Born = born with { Mask = _mask },
            DeathSignal = _diesWithUs ? Signal.SIGKILL : 0,
            YieldsMemory = false,
            TakesTerminal = _hasTerminal,
            DropsCapabilities = spec.DropCapabilities,
            NoNewPrivileges = spec.NoNewPrivileges,
            InstallFilter = false,
            TellsListenPid = isAddressed,
            Files = null,
            User = spec.User,
            Directory = null,
            Candidates = Candidates,
            Arguments = _command,
            Environment = isAddressed ? WorkerEnvironment.Without(ListenPid, _environment) : _environment,
        };
        var child = 0;
        var reports = new OwnedFd();
        var error = OnTerminal(terminal =>
        {
            reports.Dispose();
            var group = spec.Place == ChildPlace.OwnGroup;
            var place = new LaunchPlace(group, spec.Place == ChildPlace.OwnSession, terminal);
            return Launcher.Start(plan, [], place, out child, out reports);
        });
        using (reports)
        {
            pid = child;
            if (error != 0)
            {
                return new StartFailure(LaunchStep.Plan, error, spec);
            }

            if (LaunchReport.Wait(reports) is not { } failure)
            {
                return null;
            }

            ControllingTerminal.TakeBackFrom(child);
            return new StartFailure(failure.Step, failure.Errno, spec);
        }
    }

    private IReadOnlyList<byte[]> Candidates =>
        PathSearch.Candidates(_command[0], WorkerEnvironment.Find(_environment, "PATH"));

    private StartFailure? Spawn(out int pid)
    {
        using var arguments = new StringVector(_command);
        var child = 0;
        var error = PathSearch.TryEach(Candidates, candidate =>
            PathSearch.WhyMissing(candidate) is var missing and not 0 ? missing
            : Spawn(candidate, arguments, out child) is var outcome and not Errno.ENOEXEC ? outcome
            : SpawnShell(candidate, out child));
        pid = child;
        return error == 0 ? null : new StartFailure(LaunchStep.Execute, error, spec);
    }

    private int Spawn(byte[] path, StringVector arguments, out int pid)
    {
        var child = 0;
        var error = OnTerminal(terminal => Spawner.Start(Plan(path, arguments, terminal), out child));
        pid = child;
        return error;
    }

    /// <summary>Starts a child whose group has the foreground, if we have it. The terminal may hang up meanwhile, or
    /// not be ours to give; the program matters more. (EACCES may be the program's own: then it comes again.)</summary>
    private int OnTerminal(Func<int, int> start)
    {
        var terminal = spec.Place == ChildPlace.OwnGroup ? ControllingTerminal.Foreground : -1;
        var error = start(terminal);
        if (error == 0 || terminal < 0)
        {
            return error;
        }

        ControllingTerminal.TakeBack(terminal);
        return error is Errno.ENOTTY or Errno.ENXIO or Errno.EBADF or Errno.EPERM or Errno.EACCES or Errno.EIO
            ? start(-1) : error;
    }

    private SpawnPlan Plan(byte[] path, StringVector arguments, int terminal) => new()
    {
        Path = path,
        Arguments = arguments,
        Mask = _mask,
        Default = SignalSet.All.Without(born.Ignored),
        NewProcessGroup = spec.Place == ChildPlace.OwnGroup,
        NewSession = spec.Place == ChildPlace.OwnSession,
        ForegroundTerminal = terminal,
    };

    private int SpawnShell(byte[] script, out int pid)
    {
        using var arguments = new StringVector([PathSearch.Shell, script, .. _command.Skip(1)]);
        return Spawn(PathSearch.Shell, arguments, out pid);
    }
}
