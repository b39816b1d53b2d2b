using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>glibc's set: 1,024 bits, of which the kernel knows the first 64.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct sigset_t
{
    [FieldOffset(0)] public ulong first;
}
