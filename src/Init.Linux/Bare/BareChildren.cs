using System.Runtime.CompilerServices;
using Init.Linux.Interop;
using Init.Linux.Processes;
using Init.Linux.Signals;

namespace Init.Linux.Bare;

/// <summary>Starting, signalling and reaping of children, as <see cref="Spawner"/>, <see cref="ProcessSignal"/> and
/// <see cref="Children"/> do it.</summary>
public static unsafe class BareChildren
{
    /// <summary>Orphans of our descendants become our children. PID 1 has them anyway.</summary>
    /// <returns>errno, or 0.</returns>
    public static int BecomeSubreaper() =>
        BareLibc.getpid() == 1 || BareLibc.prctl(C.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? 0 : BareProcess.Error;

    /// <summary>In a process group of its own, with the mask and the ignored signals that we were born with.</summary>
    /// <param name="path">The program.</param>
    /// <param name="argv">Its arguments.</param>
    /// <param name="envp">Its environment.</param>
    /// <param name="pid">The child.</param>
    /// <returns>errno, or 0.</returns>
    [SkipLocalsInit]
    public static int Start(byte* path, byte** argv, byte** envp, out int pid)
    {
        posix_spawnattr_t attributes;
        var blocked = BornSignals.Mask.ToC();

        // What has a handler is reset anyway, and what is ignored stays so; but 32 and 33 become ignored.
        var defaults = new SignalSet(~BornSignals.Ignored.Bits).ToC();
        _ = BareLibc.posix_spawnattr_init(&attributes);
        _ = BareLibc.posix_spawnattr_setsigmask(&attributes, &blocked);
        _ = BareLibc.posix_spawnattr_setsigdefault(&attributes, &defaults);
        _ = BareLibc.posix_spawnattr_setpgroup(&attributes, 0);
        _ = BareLibc.posix_spawnattr_setflags(
            &attributes, C.POSIX_SPAWN_SETSIGMASK | C.POSIX_SPAWN_SETSIGDEF | C.POSIX_SPAWN_SETPGROUP);
        var child = 0;
        var error = BareLibc.posix_spawn(&child, path, null, &attributes, argv, envp);
        pid = error == 0 ? child : 0;
        return error;
    }

    /// <summary>Only to a child that has not been reaped: until then its number cannot be anybody else's.</summary>
    public static int Send(int pid, int signal) => BareLibc.kill(pid, signal) == 0 ? 0 : BareProcess.Error;

    /// <inheritdoc cref="ProcessSignal.SendToGroup"/>
    public static int SendToGroup(int leader, int signal) => Send(-leader, signal);

    /// <summary>Reaps one ended child, and lets those go on that want to be traced by us
    /// (<see cref="Children"/> says why).</summary>
    /// <returns>False when none has ended, or there is none at all.</returns>
    [SkipLocalsInit]
    public static bool TryReap(out int pid, out int shellCode)
    {
        siginfo_t info;
        info.si_pid = 0;
        while (BareLibc.waitid(C.P_ALL, 0, &info, C.WEXITED | C.WNOHANG) == 0 && info.si_pid != 0)
        {
            if (info.si_code is C.CLD_EXITED or C.CLD_KILLED or C.CLD_DUMPED)
            {
                pid = info.si_pid;
                shellCode = info.si_code == C.CLD_EXITED ? info.si_status : 128 + info.si_status;
                return true;
            }

            var passedOn = info.si_status == Signal.SIGTRAP ? 0 : info.si_status;
            _ = BareLibc.syscall(C.SYS_ptrace, C.PTRACE_DETACH, info.si_pid, 0, passedOn);
            info.si_pid = 0;
        }

        pid = shellCode = 0;
        return false;
    }
}
