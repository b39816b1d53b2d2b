using Init.Linux.Interop;

namespace Init.Linux.Watching;

/// <summary>One struct inotify_event.</summary>
/// <param name="Watch">Its number; −1 for an overflow.</param>
/// <param name="Mask">IN_…</param>
/// <param name="Name">In the watched folder; empty: the watched thing itself.</param>
internal readonly record struct InotifyEvent(int Watch, uint Mask, string Name)
{
    /// <summary>Some events were lost.</summary>
    public bool Overflowed => (Mask & C.IN_Q_OVERFLOW) != 0;

    /// <summary>The watch is gone; what made it go was told before.</summary>
    public bool IsIgnored => (Mask & C.IN_IGNORED) != 0;

    /// <summary>There may be more or fewer things to watch now.</summary>
    public bool ChangesPlaces =>
        (Mask & (C.IN_CREATE | C.IN_DELETE | C.IN_MOVED_FROM | C.IN_MOVED_TO | C.IN_DELETE_SELF | C.IN_MOVE_SELF)) != 0;
}
