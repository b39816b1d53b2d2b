using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Sequential)]
internal struct seccomp_notif_addfd
{
    public ulong id;
    public uint flags;
    public uint srcfd;
    public uint newfd;
    public uint newfd_flags;
}
