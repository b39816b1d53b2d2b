namespace Init.Core.Pool;

/// <summary>What a worker is to its slot.</summary>
public enum Duty
{
    /// <summary>The one that the slot is about: it is started again when it ends.</summary>
    Incumbent,

    /// <summary>Started to take over. If it fails the incumbent stays.</summary>
    Successor,

    /// <summary>Not needed any more: it ends as soon as nothing is lost by it, and leaves the seat free.</summary>
    Retiree,
}
