using Init.Core.Pool;
using Init.Linux;
using Init.Linux.Processes;
using Init.Runtime.Launching;
using Init.Runtime.Reporting;

namespace Init.Runtime.InitMode;

/// <summary>Nothing, unless something fails; and that once.</summary>
internal sealed class Pm1Voice : InitVoice
{
    private bool _saidRefused;

    internal override void SubreaperRefused(int errno) => Stderr.Error(
        $"cannot become a subreaper: {Errno.Text(errno)}",
        "orphans are left to PID 1; start pm1 as PID 1, or allow prctl(2)");

    internal override int CannotStart(StartFailure failure)
    {
        var why = Errno.Text(failure.Errno);
        var user = failure.Spec.User;
        var (message, hint) = failure.Step switch
        {
            LaunchStep.User => (
                $"cannot run {failure.Program} as uid {user?.Uid}, gid {user?.Gid}: {why}",
                "--user needs CAP_SETUID and CAP_SETGID; leave it out to run as pm1's own user"),
            LaunchStep.Capabilities or LaunchStep.NoNewPrivileges => (
                $"cannot take privileges from {failure.Program}: {why}",
                "the container's seccomp profile refuses it; leave out --drop-caps and --no-new-privs"),
            LaunchStep.Plan => (
                $"cannot start a process for {failure.Program}: {why}", "pm1 needs /proc, memory and a free pid"),
            LaunchStep.Execute or LaunchStep.Directory or LaunchStep.Filter => (
                $"cannot execute {failure.Program}: {why}", ""),
        };
        if (hint.Length > 0)
        {
            Stderr.Error(message, hint);
            return ExitCodes.Internal;
        }

        Stderr.Line(message);
        return PathSearch.ExitCode(failure.Errno);
    }

    internal override void Forwarded(int signal, int errno)
    {
        // ESRCH is a child that has just ended; anything else is a setuid program, or a security module.
        if (errno is not (0 or Errno.ESRCH) && !_saidRefused)
        {
            _saidRefused = true;
            Stderr.Error(
                $"cannot pass a signal on to the child: {Errno.Text(errno)}",
                "it runs as another user now; run pm1 as root, with CAP_KILL, or as that user");
        }
    }
}
