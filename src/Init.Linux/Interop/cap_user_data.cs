using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

/// <summary>Half of the 64 capabilities; capset(2) takes two of them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct cap_user_data
{
    public uint effective;
    public uint permitted;
    public uint inheritable;
}
