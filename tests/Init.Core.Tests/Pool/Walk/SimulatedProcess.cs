using Init.Core.Pool;

namespace Init.Core.Tests.Pool.Walk;

internal sealed class SimulatedProcess(Seat seat, int pid, bool ignoresStop)
{
    internal Seat Seat => seat;

    internal int Pid => pid;

    internal bool IgnoresStop => ignoresStop;

    /// <summary>When the stop signal came; null: it has not.</summary>
    internal TimeSpan? SignalledAt { get; set; }

    internal bool IsKilled { get; set; }

    /// <summary>It will exit at the next opportunity.</summary>
    internal bool IsEnding => IsKilled || (SignalledAt is not null && !ignoresStop);
}
