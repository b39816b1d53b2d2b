using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Explicit, Size = 336)]
internal struct posix_spawnattr_t
{
    [FieldOffset(0)] public long align;
}
