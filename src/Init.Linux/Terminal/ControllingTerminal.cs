using Init.Linux.Interop;

namespace Init.Linux.Terminal;

/// <summary>The terminal on standard input, if there is one. Whatever a call answers where there is none, or where it
/// is not ours, or has hung up (ENOTTY, EBADF, ENXIO, EIO, EPERM, EACCES), means no more than that.</summary>
public static unsafe class ControllingTerminal
{
    /// <summary>Its descriptor.</summary>
    public const int StandardInput = 0;

    /// <summary>The descriptor of a terminal whose foreground group we are, so that a child's group may take that
    /// place; −1 when there is none or when we are in the background and must not steal it.</summary>
    public static int Foreground => HasForeground(Libc.getpgrp()) ? StandardInput : -1;

    /// <summary>Whether standard input is a terminal, anybody's.</summary>
    public static bool IsThere => Libc.isatty(StandardInput) == 1;

    /// <summary>0 is a group outside our pid namespace: ours, if we did not start a session or a group in
    /// here.</summary>
    public static bool HasForeground(int group) => Libc.tcgetpgrp(StandardInput) is var now and >= 0 && now == group;

    /// <summary>Makes a group of our session the foreground group. SIGTTOU, which a background group gets for this, is
    /// blocked, and so does not stop us.</summary>
    public static void GiveTo(int group) => _ = Libc.tcsetpgrp(StandardInput, group);

    /// <summary>Makes us the foreground group again, after a child that had taken that place could not be executed: a
    /// group that is gone would keep it.</summary>
    public static void TakeBack(int terminal)
    {
        if (terminal >= 0)
        {
            GiveTo(Libc.getpgrp());
        }
    }

    /// <summary>The same, if that group has it.</summary>
    public static void TakeBackFrom(int group)
    {
        if (HasForeground(group))
        {
            GiveTo(Libc.getpgrp());
        }
    }

    /// <summary>Detaches us from it. If we lead its session, nobody has it any more, and the kernel sends the
    /// foreground group SIGHUP and SIGCONT.</summary>
    /// <returns>errno, or 0.</returns>
    public static int GiveUp() => Libc.ioctl(StandardInput, C.TIOCNOTTY, null) == 0 ? 0 : LastError.Value;

    /// <summary>Makes it the terminal of the session that we lead.</summary>
    /// <returns>errno, or 0.</returns>
    public static int Acquire() => Libc.ioctl(StandardInput, C.TIOCSCTTY, null) == 0 ? 0 : LastError.Value;
}
