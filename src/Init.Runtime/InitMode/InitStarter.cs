using System.Text;
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

    private readonly IReadOnlyList<string> _candidates =
        PathSearch.Candidates(spec.Command[0], Environment.GetEnvironmentVariable("PATH"));

    private readonly SignalSet _mask = spec.BlockedInChild.Aggregate(born.Mask, (set, signal) => set.With(signal));

    /// <summary>Standard input is a terminal that the child's session can have.</summary>
    private readonly bool _hasTerminal = spec.Place == ChildPlace.OwnSession && ControllingTerminal.IsThere;

    internal bool LacksTerminal => spec.Place == ChildPlace.OwnSession && !_hasTerminal;

    /// <returns>null and the pid, or why there is none.</returns>
    internal StartFailure? Start(out int pid)
    {
        // Not for what the command line is: the descriptors that somebody passed to us are meant for the program.
        var isAddressed = Environment.GetEnvironmentVariable(ListenPid) is { Length: > 0 } listener
            && int.TryParse(listener, out var addressee) && addressee == Self.Pid;
        var needsStage = isAddressed || _hasTerminal || spec.User is not null || spec.DropCapabilities
            || spec.NoNewPrivileges || spec.ParentDeathSignal == Signal.SIGKILL
            || born.NeedsStage;
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

            // We cannot pass SIGKILL on.
            DeathSignal = spec.ParentDeathSignal == Signal.SIGKILL ? Signal.SIGKILL : 0,
            YieldsMemory = false,
            TakesTerminal = _hasTerminal,
            DropsCapabilities = spec.DropCapabilities,
            NoNewPrivileges = spec.NoNewPrivileges,
            InstallFilter = false,
            TellsListenPid = isAddressed,
            Files = null,
            User = spec.User,
            Directory = null,
            Candidates = _candidates,
            Arguments = RawCommand.Of(spec.Command),
            Environment = isAddressed ? WorkerEnvironment.Without(ListenPid, Self.RawEnvironment()) : Self.RawEnvironment(),
        };
        var terminal = Terminal();
        var place = new LaunchPlace(spec.Place == ChildPlace.OwnGroup, spec.Place == ChildPlace.OwnSession, terminal);
        var error = Launcher.Start(plan, [], place, out pid, out var reports);
        using (reports)
        {
            if (error != 0)
            {
                ControllingTerminal.TakeBack(terminal);
                return new StartFailure(LaunchStep.Plan, error, spec);
            }

            if (LaunchReport.Wait(reports) is not { } failure)
            {
                return null;
            }

            ControllingTerminal.TakeBack(terminal);
            return new StartFailure(failure.Step, failure.Errno, spec);
        }
    }

    private StartFailure? Spawn(out int pid)
    {
        using var arguments = new StringVector(RawCommand.Of(spec.Command));
        var child = 0;
        var error = PathSearch.TryEach(_candidates, candidate =>
            PathSearch.WhyMissing(candidate) is var missing and not 0 ? missing
            : Spawn(candidate, arguments, out child) is var outcome and not Errno.ENOEXEC ? outcome
            : SpawnShell(candidate, out child));
        pid = child;
        return error == 0 ? null : new StartFailure(LaunchStep.Execute, error, spec);
    }

    private int Spawn(string path, StringVector arguments, out int pid)
    {
        var terminal = Terminal();
        var error = Spawner.Start(Plan(path, arguments, terminal), out pid);
        if (error != 0)
        {
            ControllingTerminal.TakeBack(terminal);
        }

        // The terminal may have hung up since, or not be ours to give; the program matters more than its foreground.
        // (EACCES may be the program's own: then it comes again.)
        return terminal >= 0 && error is Errno.ENOTTY or Errno.ENXIO or Errno.EBADF or Errno.EPERM or Errno.EACCES
            or Errno.EIO ? Spawner.Start(Plan(path, arguments, -1), out pid) : error;
    }

    private SpawnPlan Plan(string path, StringVector arguments, int terminal) => new()
    {
        Path = path,
        Arguments = arguments,
        Mask = _mask,
        Default = new SignalSet(~born.Ignored.Bits),
        NewProcessGroup = spec.Place == ChildPlace.OwnGroup,
        NewSession = spec.Place == ChildPlace.OwnSession,
        ForegroundTerminal = terminal,
    };

    private int Terminal() => spec.Place == ChildPlace.OwnGroup ? ControllingTerminal.Foreground : -1;

    /// <summary>A script without `#!` is the shell's, as execvp(3) has it.</summary>
    private int SpawnShell(string script, out int pid)
    {
        var list = new List<byte[]> { Encoding.UTF8.GetBytes("/bin/sh"), Encoding.UTF8.GetBytes(script) };
        list.AddRange(RawCommand.Of(spec.Command).Skip(1));
        using var arguments = new StringVector(list);
        return Spawn("/bin/sh", arguments, out pid);
    }
}
