using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>What a signal has interrupted, on x86-64: of its registers the one that says where, and the mask that comes
/// back with the handler's return.</summary>
[StructLayout(LayoutKind.Explicit, Size = 968)]
internal struct ucontext_t
{
    [FieldOffset(168)] public nint rip;
    [FieldOffset(296)] public ulong uc_sigmask;
}
