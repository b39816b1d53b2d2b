using System.Globalization;
using System.Text;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Native;
using Init.Linux.Processes;
using Init.Linux.Seccomp;
using Init.Linux.Signals;
using Init.Linux.Sockets;
using Init.Linux.Terminal;

namespace Init.Runtime.Launching;

/// <summary>
/// Who we are: this binary, started by a supervisor as the child that is to become a worker. <br/>
/// What is already true: we lead a process group of our own, every signal is blocked (one that is sent now waits for
/// the program), descriptors 0–2 are the worker's, the shared sockets stand at 3 and above, the plan and the report
/// socket behind them. <br/>
/// What must be true at execve: our death follows our parent's, identity, working directory and privileges are the
/// plan's, the bind filter is in place and its listener on its way, mask, dispositions and limits are those that pm1
/// was born with, and nothing of ours is open. <br/>
/// A failure is reported by step and errno; success closes the report socket by exec.
/// </summary>
public sealed class LaunchStage
{
    /// <summary>argv[0] of this role.</summary>
    public const string Name = "pm1: launch";

    private readonly LaunchPlan _plan;
    private readonly OwnedFd _report;

    /// <summary>Capabilities may come back by exec, unless that is forbidden altogether.</summary>
    private bool _boundsRefused;

    private LaunchStage(LaunchPlan plan, OwnedFd report)
    {
        _plan = plan;
        _report = report;
    }

    /// <param name="args">The numbers of the plan's descriptor and of the report socket.</param>
    /// <returns>Only after a failure, which has been reported.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        if (args.Count != 2
            || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var planNumber)
            || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var reportNumber))
        {
            return PathSearch.ExitCode(Errno.EINVAL);
        }

        using var file = OwnedFd.Inherited(planNumber);
        using var report = OwnedFd.Inherited(reportNumber);
        if (LaunchPlan.Read(file) is not { } plan)
        {
            return Fail(report, new LaunchReport(LaunchStep.Plan, Errno.EIO));
        }

        return new LaunchStage(plan, report).Launch();
    }

    private int Launch()
    {
        if (!FollowsParent())
        {
            return Fail(_report, new LaunchReport(LaunchStep.Plan, Errno.ESRCH));
        }

        if (_plan.YieldsMemory)
        {
            BeforeExec.RaiseOomScore(Launcher.OomScoreRaise);
        }

        if (_plan.TakesTerminal)
        {
            // It may belong to another session, or not be ours to take; a program can live without one.
            _ = ControllingTerminal.Acquire();
        }

        var failure = Become() ?? Confine() ?? Filter();
        if (failure is { } step)
        {
            return Fail(_report, step);
        }

        // Late, because the listener takes a descriptor too. Refused only where pm1 could not raise its own either.
        _ = _plan.Files?.Take();
        _plan.Born.Restore();
        return Fail(_report, new LaunchReport(LaunchStep.Execute, Execute()));
    }

    /// <returns>False when the parent is gone already.</returns>
    private bool FollowsParent() =>
        _plan.DeathSignal == 0 || BeforeExec.DieWithParent(_plan.Supervisor, _plan.DeathSignal);

    private LaunchReport? Become()
    {
        _boundsRefused = _plan.DropsCapabilities && BeforeExec.DropCapabilityBounds() != 0;
        if (_plan.User is { } user && BeforeExec.BecomeUser(user.Uid, user.Gid, user.Groups) is var error and not 0)
        {
            return new(LaunchStep.User, error);
        }

        // A change of identity clears the parent-death signal; the parent is asked for again.
        if (_plan.User is not null && !FollowsParent())
        {
            return new(LaunchStep.Plan, Errno.ESRCH);
        }

        return _plan.Directory is { } path && BeforeExec.ChangeDirectory(path) is var failed and not 0
            ? new(LaunchStep.Directory, failed) : null;
    }

    /// <summary>Privileges last: what came before may have needed them.</summary>
    private LaunchReport? Confine()
    {
        if (_plan.DropsCapabilities && BeforeExec.DropCapabilities() is var kept and not 0)
        {
            return new(LaunchStep.Capabilities, kept);
        }

        return (_plan.NoNewPrivileges || _plan.InstallFilter || _boundsRefused)
            && BeforeExec.SetNoNewPrivileges() is var refused and not 0
            ? new(LaunchStep.NoNewPrivileges, refused) : null;
    }

    private LaunchReport? Filter()
    {
        if (!_plan.InstallFilter)
        {
            return null;
        }

        var error = BindFilter.Install(out var listener);
        using (listener)
        {
            Span<byte> bytes = stackalloc byte[LaunchReport.Bytes];
            new LaunchReport(LaunchStep.Filter, 0).Write(bytes);
            error = error != 0 ? error : MessageChannel.Send(_report, bytes, listener);
            return error == 0 ? null : new(LaunchStep.Filter, error);
        }
    }

    /// <returns>errno.</returns>
    private int Execute()
    {
        using var arguments = new StringVector(_plan.Arguments);
        using var environment = new StringVector(Environment());
        return PathSearch.TryEach(_plan.Candidates, candidate =>
            BeforeExec.Execute(candidate, arguments, environment) is var error and not Errno.ENOEXEC
                ? error : ExecuteShell(candidate, environment));
    }

    private int ExecuteShell(byte[] script, StringVector environment)
    {
        byte[][] list = [PathSearch.Shell, script, .. _plan.Arguments.Skip(1)];
        using var arguments = new StringVector(list);
        return BeforeExec.Execute(PathSearch.Shell, arguments, environment);
    }

    /// <summary>Only now is our pid known to be the worker's.</summary>
    private IReadOnlyList<byte[]> Environment()
    {
        if (!_plan.TellsListenPid)
        {
            return _plan.Environment;
        }

        return [.. _plan.Environment, Encoding.ASCII.GetBytes($"LISTEN_PID={Self.Pid}")];
    }

    private static int Fail(OwnedFd socket, LaunchReport report)
    {
        Span<byte> bytes = stackalloc byte[LaunchReport.Bytes];
        report.Write(bytes);
        _ = Descriptor.WriteAll(socket, bytes);
        return PathSearch.ExitCode(report.Errno);
    }
}
