using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>linux/seccomp.h, with its struct seccomp_data unfolded behind it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct seccomp_notif
{
    [FieldOffset(0)] public ulong id;
    [FieldOffset(8)] public uint pid;
    [FieldOffset(12)] public uint flags;
    [FieldOffset(16)] public int data_nr;
    [FieldOffset(20)] public uint data_arch;
    [FieldOffset(24)] public ulong data_instruction_pointer;
    [FieldOffset(32)] public ulong data_arg0;
    [FieldOffset(40)] public ulong data_arg1;
    [FieldOffset(48)] public ulong data_arg2;
    [FieldOffset(56)] public ulong data_arg3;
    [FieldOffset(64)] public ulong data_arg4;
    [FieldOffset(72)] public ulong data_arg5;
}
