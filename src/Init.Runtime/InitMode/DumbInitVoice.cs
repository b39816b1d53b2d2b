using System.Text;
using Init.Core.InitMode;
using Init.Linux;
using Init.Linux.Descriptors;
using Init.Linux.Processes;
using Init.Linux.Signals;

namespace Init.Runtime.InitMode;

/// <summary>As dumb-init, whose own tests match on these lines.</summary>
internal sealed class DumbInitVoice(bool debug) : InitVoice
{
    /// <summary>What a signal that goes out was before it was rewritten.</summary>
    private int _received;

    internal override void GaveUpTerminal(int errno, bool ledSession) => Debug(
        errno != 0 ? $"Unable to detach from controlling tty (errno={errno} {CText(errno)})."
        : ledSession ? "Detached from controlling tty, ignoring the first SIGHUP and SIGCONT we receive."
        : "Detached from controlling tty, but was not session leader.");

    internal override void Spawned(string program, int pid, InitModeSpec spec, bool needsTerminal)
    {
        Debug($"Child spawned with PID {pid}.");
        if (spec.Place != ChildPlace.OwnSession)
        {
            return;
        }

        if (needsTerminal)
        {
            Debug($"Unable to attach to controlling tty (errno={Errno.ENOTTY} {CText(Errno.ENOTTY)}).");
        }

        Debug("setsid complete.");
    }

    internal override int CannotStart(StartFailure failure)
    {
        Say($"{failure.Program}: {CText(failure.Errno)}");
        return 2;
    }

    internal override void Received(int signal)
    {
        _received = signal;
        Debug($"Received signal {signal}.");
    }

    internal override void Forwarded(int signal, int errno)
    {
        SayTranslation(signal);
        Debug($"Forwarded signal {signal} to children.");
    }

    internal override void Dropped(int signal)
    {
        SayTranslation(0);
        Debug("Not forwarding signal 0 to children (ignored).");
    }

    internal override void Swallowed(int signal) => Debug($"Ignoring tty hand-off signal {signal}.");

    internal override void StoppingSelf() => Debug("Suspending self due to TTY signal.");

    internal override void Reaped(int pid, ExitStatus status, bool isMain)
    {
        Debug(status.Signal == 0
            ? $"A child with PID {pid} exited with exit status {status.Code}."
            : $"A child with PID {pid} was terminated by signal {status.Signal}.");

        // What goes to the rest of the group now answers nothing that was received.
        _received = isMain ? Signal.SIGTERM : _received;
    }

    internal override void Ending(int code) => Debug($"Child exited with status {code}. Goodbye.");

    private void SayTranslation(int signal)
    {
        if (signal != _received)
        {
            Debug($"Translating signal {_received} to {signal}.");
        }
    }

    private void Debug(string text)
    {
        if (debug)
        {
            Say(text);
        }
    }

    private static void Say(string text) => StandardError.Write(Encoding.UTF8.GetBytes($"[dumb-init] {text}\n"));
}
