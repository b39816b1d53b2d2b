namespace Init.Core.Pool;

/// <summary>A place for one process. A slot has two, so that a successor can be started beside the worker that it is to
/// replace; they take turns.</summary>
/// <param name="Slot">What the worker knows as its number.</param>
/// <param name="Side">0 or 1. The workers of a side accept from a queue of their own.</param>
public readonly record struct Seat(int Slot, int Side)
{
    public const int Sides = 2;

    /// <summary>The slot's other seat.</summary>
    public Seat Other() => this with { Side = 1 - Side };

    /// <summary>By slot, then by side.</summary>
    public static IComparer<Seat> Order { get; } = Comparer<Seat>.Create(static (a, b) =>
        a.Slot != b.Slot ? a.Slot.CompareTo(b.Slot) : a.Side.CompareTo(b.Side));
}
