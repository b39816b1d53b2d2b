using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>errno of the last call, and the retry that keeps EINTR inside this project.</summary>
internal static class LastError
{
    internal static int Value => Marshal.GetLastPInvokeError();

    /// <summary>True when a call failed only because a signal handler ran. The runtime's own handler (thread
    /// suspension) is the only one in this process.</summary>
    internal static bool IsInterrupted(nint result) => result == -1 && Value == Errno.EINTR;
}
