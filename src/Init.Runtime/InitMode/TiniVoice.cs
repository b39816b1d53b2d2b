using System.Globalization;
using System.Text;
using Init.Core.InitMode;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Processes;

namespace Init.Runtime.InitMode;

/// <summary>As tini: a level and the pid before each line; what is fatal or a warning to standard error, the rest to
/// standard output.</summary>
internal sealed class TiniVoice(int verbosity, bool warnOnReap) : InitVoice
{
    private const int Warnings = 1;
    private const int Infos = 2;
    private const int Details = 3;
    private const int Traces = 4;

    internal override void CannotReap() => Warn(
        """
        Tini is not running as PID 1 and isn't registered as a child subreaper.
        Zombie processes will not be re-parented to Tini, so zombie reaping won't work.
        To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER
        """ + " to register Tini as a child subreaper, or run Tini as PID 1.");

    internal override void SubreaperRefused(int errno) =>
        Fatal($"Failed to register as child subreaper: {CText(errno)}");

    internal override void Spawned(string program, int pid, InitModeSpec spec, bool needsTerminal) =>
        Say(Infos, "INFO ", $"Spawned child process '{program}' with pid '{pid}'");

    internal override int CannotStart(StartFailure failure)
    {
        Fatal($"exec {failure.Program} failed: {CText(failure.Errno)}");
        return failure.Errno switch
        {
            Errno.ENOENT => 127,
            Errno.EACCES => 126,
            _ => 1,
        };
    }

    internal override void Received(int signal) => Say(
        Details, "DEBUG", signal == Linux.Signals.Signal.SIGCHLD ? "Received SIGCHLD" : $"Passing signal: '{signal}'");

    internal override void Forwarded(int signal, int errno)
    {
        if (errno != 0)
        {
            Warn(errno == Errno.ESRCH
                ? "Child was dead when forwarding signal"
                : $"Unexpected error when forwarding signal: '{CText(errno)}'");
        }
    }

    internal override void Reaped(int pid, ExitStatus status, bool isMain)
    {
        Say(Details, "DEBUG", $"Reaped child with pid: '{pid}'");
        if (isMain)
        {
            Say(Infos, "INFO ", status.Signal == 0
                ? $"Main child exited normally (with status '{status.Code}')"
                : $"Main child exited with signal (with signal '{status.Signal}')");
        }
        else if (warnOnReap)
        {
            Warn($"Reaped zombie process with pid={pid}");
        }
    }

    internal override void Ending(int code) => Say(Traces, "TRACE", "Exiting: child has exited");

    private static void Fatal(string text) => StandardError.Write(Line("FATAL", text));

    private void Warn(string text)
    {
        if (verbosity >= Warnings)
        {
            StandardError.Write(Line("WARN ", text));
        }
    }

    private void Say(int level, string word, string text)
    {
        if (verbosity >= level)
        {
            StandardOutput.Write(Line(word, text));
        }
    }

    private static byte[] Line(string level, string text) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"[{level} tini ({Self.Pid})] {text}\n"));
}
