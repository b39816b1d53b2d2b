using Init.Linux.Descriptors;
using Init.Linux.Interop;
using Init.Linux.Native;

namespace Init.Linux.Seccomp;

/// <summary>Memory of a program that is stopped in a call. /proc/PID/mem works under every container profile, while
/// containerd's refuses process_vm_readv(2) to a process without CAP_SYS_PTRACE. It does not wait for a userfaultfd either
/// (the read fails), so a program cannot make us wait for its memory without a file system of its own.</summary>
public static unsafe class CallerMemory
{
    /// <summary>Reads all of <paramref name="buffer"/>.</summary>
    /// <returns>errno, or 0. EFAULT-like answers (EIO) mean a bad pointer; EACCES and EPERM that the process is out of
    /// our reach.</returns>
    public static int Read(int thread, ulong address, Span<byte> buffer)
    {
        using var memory = new OwnedFd();
        fixed (byte* path = CString.Of($"/proc/{thread}/mem"), start = buffer)
        {
            var number = Libc.open(path, C.O_RDONLY | C.O_CLOEXEC, 0);
            if (number < 0)
            {
                return LastError.Value;
            }

            memory.Fill(number);
            nint count;
            do
            {
                count = Libc.pread(number, start, (nuint)buffer.Length, (long)address);
            }
            while (LastError.IsInterrupted(count));
            return count == buffer.Length ? 0 : count < 0 ? LastError.Value : Errno.EIO;
        }
    }
}
