using System.Runtime.InteropServices;
using Init.Linux.Descriptors;
using Init.Linux.Interop;

namespace Init.Linux.Signals;

/// <summary>Signals as data: a signalfd over everything that <see cref="SignalState.TakeOver"/> blocks. Standard
/// signals that arrive twice before they are read are one; real-time signals queue.</summary>
public sealed class SignalSource : IDisposable
{
    /// <summary>From ourselves and meant for no worker: what a write gives that nobody reads, our own stop with a job,
    /// and the runtime's way to stop a thread. (What else seems to come from us, the kernel sends on our behalf: SIGHUP
    /// when we give a terminal up.)</summary>
    private static readonly SignalSet SentToSelf =
        SignalSet.None.With(Signal.SIGPIPE).With(Signal.SIGTSTP).With(SignalDetour.RuntimesOwn);

    private readonly OwnedFd _fd = new();

    /// <param name="signals">Which of the blocked ones; a lower number is read first, however late it came.</param>
    /// <exception cref="InvalidOperationException">The kernel has no descriptor or no signalfd left for us.</exception>
    public unsafe SignalSource(SignalSet signals)
    {
        var set = signals.ToC();
        var number = Libc.signalfd(-1, &set, C.SFD_CLOEXEC | C.SFD_NONBLOCK);
        if (number < 0)
        {
            throw new InvalidOperationException($"cannot create a signalfd: {Errno.Text(LastError.Value)}");
        }

        _fd.Fill(number);
    }

    public OwnedFd Fd => _fd;

    /// <summary>The last one that was read came from the kernel itself: a terminal that hung up, say.</summary>
    public bool IsFromKernel { get; private set; }

    /// <summary>The next signal's number; 0 when none is waiting.</summary>
    public int Read()
    {
        signalfd_siginfo entry = default;
        while (Descriptor.Read(_fd, MemoryMarshal.AsBytes(new Span<signalfd_siginfo>(ref entry)))
            == Marshal.SizeOf<signalfd_siginfo>())
        {
            var signal = (int)entry.ssi_signo;
            if (SignalDetour.Faults.Contains(signal))
            {
                // Blocked so that it could be read here; from here on a fault must be seen again.
                SignalState.Block();
            }

            if (entry.ssi_pid != Libc.getpid() || !SentToSelf.Contains(signal))
            {
                IsFromKernel = entry.ssi_code == C.SI_KERNEL;
                return signal;
            }
        }

        return 0;
    }

    /// <summary>Whether a signal comes within the time.</summary>
    /// <param name="time">null: for ever.</param>
    public unsafe bool Wait(TimeSpan? time)
    {
        // Rounded up: a deadline that is looked at too early is looked at twice.
        var milliseconds = time is { } limit
            ? (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue) : -1;
        var entry = new pollfd { fd = _fd.Number, events = C.POLLIN };
        return Libc.poll(&entry, 1, milliseconds) > 0;
    }

    public void Dispose() => _fd.Dispose();
}
