using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Explicit, Size = 280)]
internal struct dirent
{
    /// <summary>The first of its bytes; a zero ends it.</summary>
    [FieldOffset(19)] public byte d_name;
}
