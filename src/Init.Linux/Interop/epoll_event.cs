using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>Packed on x86-64.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct epoll_event
{
    public uint events;
    public ulong data;
}
