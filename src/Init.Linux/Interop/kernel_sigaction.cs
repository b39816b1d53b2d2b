using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>struct sigaction of the kernel on x86-64; no header of user space has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct kernel_sigaction
{
    public nint handler;
    public ulong flags;
    public nint restorer;
    public ulong mask;
}
