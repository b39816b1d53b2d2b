namespace Init.Core.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Group">One of <see cref="CheckGroup.All"/>.</param>
/// <param name="Name">Unique within its group; an interface, as scripts look for it.</param>
/// <param name="Fact">What was measured, lower case, no full stop.</param>
/// <param name="Hint">What to do about it; empty when there is nothing to do.</param>
/// <param name="IsEssential">When it is missing, `run` fails.</param>
public sealed record Check(
    string Group, string Name, Verdict Verdict, string Fact, string Hint, bool IsEssential = false);
