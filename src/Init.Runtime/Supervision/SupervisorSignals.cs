using Init.Linux.Descriptors;
using Init.Linux.Polling;
using Init.Linux.Signals;

namespace Init.Runtime.Supervision;

/// <summary>Signals in two queues: those that pm1 lives by, and the rest. In one queue the lowest number comes first,
/// so a worker that sends SIGUSR1 without end would keep SIGTERM and SIGCHLD waiting.</summary>
internal sealed class SupervisorSignals : IDisposable
{
    /// <summary>Of the rest, so many are passed on a round.</summary>
    private const int OthersPerRound = 16;

    private static readonly SignalSet Own = SignalSet.None
        .With(Signal.SIGTERM).With(Signal.SIGINT).With(Signal.SIGQUIT).With(Signal.SIGCHLD);

    private readonly SignalSource _own = new(Own);
    private readonly SignalSource _others = new(SignalSet.All.Without(Own));

    /// <summary>The descriptor that was opened last.</summary>
    internal OwnedFd Newest => _others.Fd;

    /// <param name="poller">Of the loop.</param>
    /// <param name="own">Takes the number of one that pm1 lives by.</param>
    /// <param name="other">Takes any other, and whether the kernel itself sent it.</param>
    internal void Register(Poller poller, Action<int> own, Action<int, bool> other)
    {
        poller.AddVital(_own.Fd, Interest.Readable, _ =>
        {
            // At most four kinds, which do not queue.
            while (_own.Read() is var signal and not 0)
            {
                own(signal);
            }
        });
        poller.AddVital(_others.Fd, Interest.Readable, _ =>
        {
            for (var left = OthersPerRound; left > 0 && _others.Read() is var signal and not 0; left--)
            {
                other(signal, _others.IsFromKernel);
            }
        });
    }

    public void Dispose()
    {
        _own.Dispose();
        _others.Dispose();
    }
}
