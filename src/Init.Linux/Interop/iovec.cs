using System.Runtime.InteropServices;

namespace Init.Linux.Interop;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct iovec
{
    public void* iov_base;
    public nuint iov_len;
}
