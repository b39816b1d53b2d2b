namespace Init.Core.Read;

/// <summary>The latest reload.</summary>
/// <param name="Generation">The one that it leads to; also the reload's name, as each has its own.</param>
/// <param name="Replaced">Slots that have a worker of that generation.</param>
/// <param name="Slots">Slots that it is about.</param>
/// <param name="Seconds">Since it began, until now or until its end.</param>
/// <param name="Why">Of a failed one: what the new worker did; else empty.</param>
/// <param name="LastLines">The last lines that the failed worker wrote to stderr.</param>
public sealed record ReloadSnapshot(
    int Generation, ReloadOutcome Outcome, int Replaced, int Slots, double Seconds, string Why,
    IReadOnlyList<string> LastLines);
