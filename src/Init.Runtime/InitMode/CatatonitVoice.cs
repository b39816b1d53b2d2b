using System.Text;
using Init.Core.InitMode;
using Init.Linux.Descriptors;
using Init.Linux.Processes;

namespace Init.Runtime.InitMode;

internal sealed class CatatonitVoice(bool debug) : InitVoice
{
    private const int Failed = 1;

    private int _target;

    internal override void SubreaperRefused(int errno) =>
        Say("ERROR", $"failed to set child-reaper as non-pid1: {CText(errno)}");

    internal override void Spawned(string program, int pid, InitModeSpec spec, bool needsTerminal)
    {
        _target = spec.Group ? -pid : pid;
        Debug($"pid1 ({pid}) spawned: {program}");
    }

    internal override int CannotStart(StartFailure failure)
    {
        Say("ERROR", $"failed to exec pid1: {CText(failure.Errno)}");
        return Failed;
    }

    internal override void Forwarded(int signal, int errno)
    {
        if (errno != 0 && debug)
        {
            Say("WARN", $"forwarding of signal {signal} to pid1 ({_target}) failed: {CText(errno)}");
        }
    }

    internal override void Dropped(int signal) => Debug("ignoring kernel attempting to stop us: tty has TOSTOP set");

    internal override void Reaped(int pid, ExitStatus status, bool isMain)
    {
        if (!isMain)
        {
            Debug(status.Signal == 0
                ? $"child process {pid} exited with code {status.Code}"
                : $"child process {pid} exited due to signal {status.Signal}");
        }
    }

    private void Debug(string text)
    {
        if (debug)
        {
            Say("DEBUG", text);
        }
    }

    private static void Say(string level, string text) =>
        StandardError.Write(Encoding.UTF8.GetBytes($"{level} (catatonit:{Self.Pid}): {text}\n"));
}
