using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct signalfd_siginfo
{
    [FieldOffset(0)] public uint ssi_signo;
    [FieldOffset(8)] public int ssi_code;
    [FieldOffset(12)] public uint ssi_pid;
    [FieldOffset(16)] public uint ssi_uid;
}
