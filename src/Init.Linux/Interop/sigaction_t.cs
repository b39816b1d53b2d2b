using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>struct sigaction of glibc on x86-64.</summary>
[StructLayout(LayoutKind.Explicit, Size = 152)]
internal struct sigaction_t
{
    [FieldOffset(0)] public nint sa_handler;
    [FieldOffset(8)] public sigset_t sa_mask;
    [FieldOffset(136)] public int sa_flags;
    [FieldOffset(144)] public nint sa_restorer;
}
