namespace Init.Runtime.Sharing;

/// <summary>What the broker tells the loop. <paramref name="Pid"/> and <paramref name="Slot"/> name the worker whose
/// filter it was, though a grandchild may have made the call.</summary>
internal abstract record SharingEvent(int Slot, int Pid)
{
    /// <summary>A shared socket was bound for the first time.</summary>
    internal sealed record Bound(int Slot, int Pid, SharedSocket Socket) : SharingEvent(Slot, Pid);

    internal sealed record Listening(int Slot, int Pid, SharedSocket Socket) : SharingEvent(Slot, Pid);

    internal sealed record Refused(int Slot, int Pid, string Address, int Errno) : SharingEvent(Slot, Pid);

    /// <summary>What a worker does cannot be seen, so its port is not shared.</summary>
    internal sealed record Blind(int Slot, int Pid, int Errno) : SharingEvent(Slot, Pid);
}
