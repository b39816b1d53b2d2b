using Init.Linux.Interop;

namespace Init.Linux.Terminal;

/// <summary>The terminal on standard input, if there is one.</summary>
public static class ControllingTerminal
{
    private const int StandardInput = 0;

    /// <summary>The descriptor of a terminal whose foreground group we are, so that a child's group may take that
    /// place; −1 when there is none (ENOTTY, EBADF, ENXIO…) or when we are in the background and must not steal it.
    /// </summary>
    public static int Foreground =>
        Libc.tcgetpgrp(StandardInput) is var group and > 0 && group == Libc.getpgrp() ? StandardInput : -1;

    /// <summary>Makes us the foreground group again, after a child that had taken that place could not be executed: a
    /// group that is gone would keep it. SIGTTOU, which a background group gets for this, is blocked.</summary>
    public static void TakeBack(int terminal) => _ = terminal < 0 ? 0 : Libc.tcsetpgrp(terminal, Libc.getpgrp());
}
