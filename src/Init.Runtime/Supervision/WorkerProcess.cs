using Init.Core.Pool;
using Init.Linux.Descriptors;

namespace Init.Runtime.Supervision;

/// <summary>The kernel's side of a worker: its process and the descriptors that belong to it.</summary>
internal sealed class WorkerProcess(Seat seat, int pid, OwnedFd reports, OwnedFd? notify) : IDisposable
{
    internal Seat Seat => seat;

    internal int Pid { get; } = pid;

    /// <summary>Where the launch stage reports; closed as soon as it has ended.</summary>
    internal OwnedFd Reports => reports;

    /// <summary>Where the program may say READY=1.</summary>
    internal OwnedFd? Notify => notify;

    /// <summary>Who is told to stop and whose end is the worker's: the process itself, or the one that it named by
    /// MAINPID.</summary>
    internal int MainPid { get; set; } = pid;

    /// <summary>Our end of Node's channel, until it is taken over; null: it has none.</summary>
    internal OwnedFd? Channel { get; init; }

    internal bool HasEnded { get; set; }

    internal bool LaunchFailed { get; set; }

    internal bool LaunchEnded { get; set; }

    public void Dispose()
    {
        reports.Dispose();
        notify?.Dispose();
    }
}
