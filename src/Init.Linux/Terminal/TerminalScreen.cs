using Init.Linux.Interop;

namespace Init.Linux.Terminal;

/// <summary>What is shown on, if it is a terminal.</summary>
public static unsafe class TerminalScreen
{
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    public static bool IsTerminal(int descriptor) => Libc.isatty(descriptor) == 1;

    /// <summary>As it is now.</summary>
    /// <returns>null where it is no terminal, or one that does not know its size.</returns>
    public static (int Rows, int Columns)? Size(int descriptor)
    {
        winsize size;
        return Libc.ioctl(descriptor, C.TIOCGWINSZ, &size) == 0 && size is { ws_row: > 0, ws_col: > 0 }
            ? (size.ws_row, size.ws_col)
            : null;
    }
}
