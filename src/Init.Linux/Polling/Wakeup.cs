using System.Runtime.InteropServices;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Polling;

/// <summary>An eventfd: how another thread wakes a poller.</summary>
public sealed class Wakeup : IDisposable
{
    private readonly OwnedFd _fd = new();

    /// <exception cref="InvalidOperationException">The process is out of descriptors.</exception>
    public Wakeup()
    {
        var number = Libc.eventfd(0, C.EFD_CLOEXEC | C.EFD_NONBLOCK);
        if (number < 0)
        {
            throw new InvalidOperationException($"cannot create an eventfd: {Errno.Text(LastError.Value)}");
        }

        _fd.Fill(number);
    }

    public OwnedFd Fd => _fd;

    public void Set()
    {
        // EAGAIN means that the counter is full: it is set already.
        ulong one = 1;
        _ = Descriptor.Write(_fd, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(ref one)));
    }

    public void Reset()
    {
        ulong count = 0;
        _ = Descriptor.Read(_fd, MemoryMarshal.AsBytes(new Span<ulong>(ref count)));
    }

    public void Dispose() => _fd.Dispose();
}
