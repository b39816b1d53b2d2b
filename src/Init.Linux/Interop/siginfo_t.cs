using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>As waitid(2) fills it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct siginfo_t
{
    [FieldOffset(0)] public int si_signo;
    [FieldOffset(8)] public int si_code;
    [FieldOffset(16)] public int si_pid;
    [FieldOffset(24)] public int si_status;
}
