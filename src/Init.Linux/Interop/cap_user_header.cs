using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Sequential)]
internal struct cap_user_header
{
    public uint version;
    public int pid;
}
