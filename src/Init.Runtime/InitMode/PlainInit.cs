using Init.Core.InitMode;
using Init.Linux;
using Init.Linux.Bare;
using Init.Linux.Processes;
using Init.Linux.Signals;

namespace Init.Runtime.InitMode;

/// <summary>
/// `pm1 -- COMMAND` with no option, which is what most containers need: what <see cref="InitRole"/> does with the
/// defaults of its spec, before the runtime is started, under the constraints of <see cref="EntryPoint"/>. <br/>
/// One thread that blocks in one call (no wake-up without a signal); every signal but SIGCHLD goes to the child; every
/// child of ours is reaped; the child is signalled only before it is, because until then its number is nobody else's.
/// </summary>
internal unsafe ref struct PlainInit
{
    private const int FirstDescriptor = 3;

    /// <summary>The one wake-up of an idle init: after its start it is smaller than during it.</summary>
    private const int SettleMilliseconds = 200;

    private const int ForEver = -1;

    /// <summary>argv: ours up to `--`, whose place is free for one word in front of the command.</summary>
    private readonly byte** _front;
    private readonly byte** _command;
    private readonly byte** _environment;
    private int _child;
    private bool _hasTermed;
    private long _termedAt;
    private bool _saidRefused;

    internal PlainInit(byte** command, byte** environment)
    {
        _front = command - 1;
        _command = command;
        _environment = environment;
    }

    /// <returns>The child's exit code, 128 + n, or 126/127 when it cannot be executed.</returns>
    internal int Run()
    {
        BareSignals.WatchFaults();
        if (BareChildren.BecomeSubreaper() is var lost and not 0)
        {
            BareText.Complain(
                "pm1: cannot become a subreaper"u8, null, lost,
                "\npm1: hint: orphans are left to PID 1; start pm1 as PID 1, or allow prctl(2)\n"u8);
        }

        var error = Start();
        if (error != 0)
        {
            BareText.Complain("pm1: cannot execute "u8, *_command, error, "\n"u8);
            return PathSearch.ExitCode(error);
        }

        // The child has what the caller left open; we must hold neither the other end of anybody's pipe, nor a folder.
        BareProcess.CloseFrom(FirstDescriptor);
        BareProcess.LeaveDirectory();
        return Serve();
    }

    /// <summary>As <see cref="PathSearch.TryEach"/>.</summary>
    private int Start()
    {
        var missed = Errno.ENOENT;
        var search = new BarePathSearch(*_command);
        for (var place = search.Next(); place is not null; place = search.Next())
        {
            var error = BarePathSearch.WhyMissing(place) is var missing and not 0
                ? missing : BareChildren.Start(place, _command, _environment, out _child);
            error = error == Errno.ENOEXEC ? StartShell(place) : error;
            if (!PathSearch.IsMiss(error))
            {
                return error;
            }

            missed = missed == Errno.EACCES ? missed : error;
        }

        return missed;
    }

    /// <summary>A script without `#!` is the shell's, as execvp(3) has it.</summary>
    private int StartShell(byte* script)
    {
        var name = *_command;
        fixed (byte* shell = "/bin/sh\0"u8)
        {
            *_front = shell;
            *_command = script;
            var error = BareChildren.Start(shell, _front, _environment, out _child);
            *_command = name;
            return error;
        }
    }

    private int Serve()
    {
        // Nothing may happen for a while after the start; but a command that ends at once does not wait for that.
        var patience = SettleMilliseconds;
        while (true)
        {
            var signal = BareSignals.Wait(patience);
            if (signal == 0 && patience != ForEver)
            {
                patience = ForEver;
                BareProcess.ReleasePages();
            }
            else if (signal == Signal.SIGCHLD)
            {
                if (ReapAll() is var code and >= 0)
                {
                    return code;
                }
            }
            else if (signal != 0)
            {
                Forward(signal);
            }
        }
    }

    private void Forward(int signal)
    {
        if (signal == Signal.SIGTERM && IsSameTerm())
        {
            return;
        }

        // What was stopped as a whole goes on as a whole.
        var error = signal == Signal.SIGCONT
            ? BareChildren.SendToGroup(_child, signal) : BareChildren.Send(_child, signal);
        if (error is not (0 or Errno.ESRCH) && !_saidRefused)
        {
            _saidRefused = true;
            BareText.Complain(
                "pm1: cannot pass a signal on to the child"u8, null, error,
                "\npm1: hint: it runs as another user now; run pm1 as root, with CAP_KILL, or as that user\n"u8);
        }
    }

    /// <summary>As <see cref="InitMachine.SameTerm"/>.</summary>
    private bool IsSameTerm()
    {
        var now = BareProcess.Now;
        if (_hasTermed && now - _termedAt < InitMachine.SameTermMilliseconds)
        {
            return true;
        }

        _hasTermed = true;
        _termedAt = now;
        return false;
    }

    /// <summary>Every ended child, because one SIGCHLD may stand for many; up to ours, with which we end.</summary>
    /// <returns>Our child's exit code, or −1.</returns>
    private readonly int ReapAll()
    {
        while (BareChildren.TryReap(out var pid, out var code))
        {
            if (pid == _child)
            {
                return code;
            }
        }

        return -1;
    }
}
