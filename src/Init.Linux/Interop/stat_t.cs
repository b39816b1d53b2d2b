using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>struct stat of glibc on x86-64.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct stat_t
{
    [FieldOffset(24)] public uint st_mode;
    [FieldOffset(28)] public uint st_uid;
    [FieldOffset(32)] public uint st_gid;
    [FieldOffset(48)] public long st_size;
}
