using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Sequential)]
internal struct seccomp_notif_resp
{
    public ulong id;
    public long val;
    public int error;
    public uint flags;
}
