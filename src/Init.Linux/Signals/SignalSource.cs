using System.Runtime.InteropServices;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>Signals as data: a signalfd over everything that <see cref="SignalState.TakeOver"/> blocks. Standard
/// signals that arrive twice before they are read are one; real-time signals queue.</summary>
public sealed class SignalSource : IDisposable
{
    private readonly OwnedFd _fd = new();

    /// <param name="signals">Which of the blocked ones; a lower number is read first, however late it came.</param>
    /// <param name="blocking">Read waits (init mode has nothing else to wait for) or answers 0.</param>
    /// <exception cref="InvalidOperationException">The kernel has no descriptor or no signalfd left for us.</exception>
    public unsafe SignalSource(SignalSet signals, bool blocking)
    {
        var set = signals.ToC();
        var number = Libc.signalfd(-1, &set, C.SFD_CLOEXEC | (blocking ? 0 : C.SFD_NONBLOCK));
        if (number < 0)
        {
            throw new InvalidOperationException($"cannot create a signalfd: {Errno.Text(LastError.Value)}");
        }

        _fd.Fill(number);
    }

    public OwnedFd Fd => _fd;

    /// <summary>The next signal's number; 0 when none is waiting (non-blocking only).</summary>
    public int Read()
    {
        signalfd_siginfo entry = default;
        while (Descriptor.Read(_fd, MemoryMarshal.AsBytes(new Span<signalfd_siginfo>(ref entry)))
            == Marshal.SizeOf<signalfd_siginfo>())
        {
            if (entry.ssi_pid != Libc.getpid())
            {
                return (int)entry.ssi_signo;
            }

            // From ourselves: the runtime interrupts threads by a real-time signal when it collects garbage. Blocked,
            // it comes out here, and is not meant for any worker.
        }

        return 0;
    }

    /// <summary>Whether a signal comes within the time.</summary>
    public unsafe bool Wait(TimeSpan time)
    {
        var entry = new pollfd { fd = _fd.Number, events = C.POLLIN };
        return Libc.poll(&entry, 1, (int)time.TotalMilliseconds) != 0;
    }

    public void Dispose() => _fd.Dispose();
}
