using System.Runtime;
using System.Runtime.CompilerServices;

namespace Init.Linux.Interop;

/// <summary>C for a signal handler, which may have interrupted the runtime anywhere, also while it collects garbage and
/// makes threads wait: one that waited in a handler would wait for itself. Works in the native binary only.</summary>
internal static unsafe class HandlerLibc
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "syscall")]
    internal static extern nint syscall(nint number, nint a, nint b, nint c);
}
