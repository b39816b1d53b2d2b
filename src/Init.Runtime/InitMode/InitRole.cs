using System.Text;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Native;
using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Linux.Terminal;
using Init.Runtime.Launching;
using Init.Runtime.Reaping;
using Init.Runtime.Reporting;

namespace Init.Runtime.InitMode;

/// <summary>
/// `pm1 -- COMMAND`: one child, nothing else. Constraints: one thread that blocks in one read (no wake-up without a
/// signal), every signal but SIGCHLD goes to the child, every child of ours is reaped, and the child is born with the
/// mask, dispositions, environment and descriptors that pm1 was born with. Scheme: take the signals over, spawn, then
/// read signals one by one until the child has ended.
/// </summary>
public sealed class InitRole
{
    private const int FirstDescriptor = 3;

    /// <summary>The one wake-up of an idle init: after its start it is smaller than during it.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    private readonly SignalState _born;
    private readonly SignalSource _signals;
    private int _child;

    private InitRole(SignalState born, SignalSource signals)
    {
        _born = born;
        _signals = signals;
    }

    /// <param name="command">The program and its arguments.</param>
    /// <returns>The child's exit code, 128 + n, or 126/127 when it cannot be executed.</returns>
    public static int Run(IReadOnlyList<string> command)
    {
        var born = SignalState.TakeOver();
        using var signals = new SignalSource(SignalSet.All, blocking: true);
        var role = new InitRole(born, signals);
        var error = role.Start(command, out var path);
        if (error != 0)
        {
            Stderr.Line($"cannot execute {path}: {Errno.Text(error)}");
            return PathSearch.ExitCode(error);
        }

        return role.Serve();
    }

    private int Start(IReadOnlyList<string> command, out string path)
    {
        if (Subreaper.Become() is { } lost)
        {
            Stderr.Error(lost.Message, lost.Hint);
        }

        path = command[0];
        if (_born.Ignored.Contains(Signal.SIGCHLD))
        {
            return StartInStage(command);
        }

        using var arguments = new StringVector(RawCommand.Of(command));
        var error = PathSearch.TryEach(Candidates(command), candidate =>
            Spawn(candidate, arguments) is var outcome and not Errno.ENOEXEC
                ? outcome : SpawnShell(candidate, command));
        return error != 0 ? error : Serving();
    }

    /// <summary>posix_spawn cannot give a child a signal ignored that we must not ignore ourselves, and we need SIGCHLD
    /// to reap: the launch stage can, for a few milliseconds more.</summary>
    private int StartInStage(IReadOnlyList<string> command)
    {
        var plan = new LaunchPlan
        {
            Supervisor = Self.Pid,
            Born = _born,
            Supervised = false,
            InstallFilter = false,
            ListenCount = 0,
            Files = null,
            User = null,
            Directory = null,
            Candidates = Candidates(command),
            Arguments = RawCommand.Of(command),
            Environment = Self.RawEnvironment(),
        };
        var error = Launcher.Start(plan, [], ControllingTerminal.Foreground, out _child, out var reports);
        using (reports)
        {
            return error != 0 ? error : LaunchReport.Wait(reports) is { } failure ? failure.Errno : Serving();
        }
    }

    /// <summary>The child has what the caller left open; pm1 must not hold the other end of anybody's pipe.</summary>
    private int Serving()
    {
        Descriptor.CloseInherited(FirstDescriptor, own: _signals.Fd);
        return 0;
    }

    private int Spawn(string path, StringVector arguments)
    {
        var terminal = ControllingTerminal.Foreground;
        var error = Spawner.Start(Plan(path, arguments, terminal), out _child);
        if (error != 0)
        {
            ControllingTerminal.TakeBack(terminal);
        }

        // The terminal may have hung up since; the program matters more than its foreground.
        return error is Errno.ENOTTY or Errno.EIO or Errno.ENXIO or Errno.EPERM && terminal >= 0
            ? Spawner.Start(Plan(path, arguments, -1), out _child)
            : error;
    }

    private SpawnPlan Plan(string path, StringVector arguments, int terminal) => new()
    {
        Path = path,
        Arguments = arguments,
        Mask = _born.Mask,
        Default = new SignalSet(~_born.Ignored.Bits),
        NewProcessGroup = true,
        ForegroundTerminal = terminal,
    };

    /// <summary>A script without `#!` is the shell's, as execvp(3) has it.</summary>
    private int SpawnShell(string script, IReadOnlyList<string> command)
    {
        var list = new List<byte[]> { Encoding.UTF8.GetBytes("/bin/sh"), Encoding.UTF8.GetBytes(script) };
        list.AddRange(RawCommand.Of(command).Skip(1));
        using var arguments = new StringVector(list);
        return Spawn("/bin/sh", arguments);
    }

    private int Serve()
    {
        // A command that ends at once shall not wait for that.
        if (!_signals.Wait(SettleTime))
        {
            ColdPages.Release();
        }

        while (true)
        {
            var signal = _signals.Read();
            if (signal == Signal.SIGCHLD)
            {
                if (ReapAll() is { } status)
                {
                    return status.ShellCode;
                }
            }
            else if (signal != 0)
            {
                // Safe: the child is not reaped while we are here, so the number is still its own.
                _ = ProcessSignal.Send(_child, signal);
            }
        }
    }

    /// <summary>Every ended child, because one SIGCHLD may stand for many.</summary>
    private ExitStatus? ReapAll()
    {
        ExitStatus? main = null;
        while (Children.TryReap(out var pid, out var status))
        {
            main = pid == _child ? status : main;
        }

        return main;
    }

    private static IReadOnlyList<string> Candidates(IReadOnlyList<string> command) =>
        PathSearch.Candidates(command[0], Environment.GetEnvironmentVariable("PATH"));
}
