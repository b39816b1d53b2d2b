using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct posix_spawn_file_actions_t
{
    [FieldOffset(0)] public long align;
}
