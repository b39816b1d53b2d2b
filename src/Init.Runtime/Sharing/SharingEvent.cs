using Init.Core.Pool;

namespace Init.Runtime.Sharing;

/// <summary>What the broker tells the loop. <paramref name="Pid"/> and <paramref name="Seat"/> name the worker whose
/// filter it was, though a grandchild may have made the call.</summary>
internal abstract record SharingEvent(Seat Seat, int Pid)
{
    /// <summary>A shared socket was bound for the first time.</summary>
    internal sealed record Bound(Seat Seat, int Pid, SharedSocket Socket) : SharingEvent(Seat, Pid);

    internal sealed record Listening(Seat Seat, int Pid, SharedSocket Socket) : SharingEvent(Seat, Pid);

    internal sealed record Refused(Seat Seat, int Pid, string Address, int Errno) : SharingEvent(Seat, Pid);

    /// <summary>What a worker does cannot be seen, so its port is not shared.</summary>
    internal sealed record Blind(Seat Seat, int Pid, int Errno) : SharingEvent(Seat, Pid);
}
