using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Paths;

/// <summary>What this process may do with a path, asked of the kernel and not done: access(2), which knows read-only
/// and noexec mounts too.</summary>
public static unsafe class PathAccess
{
    /// <returns>errno; 0: something is there.</returns>
    public static int WhyMissing(byte[] path) => Ask(path, C.F_OK);

    /// <returns>errno, or 0.</returns>
    public static int WhyNotRead(byte[] path) => Ask(path, C.R_OK);

    /// <inheritdoc cref="WhyNotRead"/>
    public static int WhyNotExecute(byte[] path) => Ask(path, C.X_OK);

    /// <summary>In a folder: make files there.</summary>
    /// <inheritdoc cref="WhyNotRead"/>
    public static int WhyNotWrite(byte[] path) => Ask(path, C.W_OK);

    private static int Ask(byte[] path, int mode)
    {
        fixed (byte* text = CString.Of(path))
        {
            return Libc.access(text, mode) == 0 ? 0 : LastError.Value;
        }
    }
}
