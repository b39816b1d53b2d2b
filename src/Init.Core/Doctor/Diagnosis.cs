namespace Init.Core.Doctor;

/// <summary>All checks, and what follows from them.</summary>
public sealed record Diagnosis(IReadOnlyList<Check> Checks)
{
    /// <summary>`GROUP NAME` of each thing without which `run` fails here.</summary>
    public IReadOnlyList<string> Lacking =>
    [
        .. Checks.Where(check => check is { IsEssential: true, Verdict: Verdict.Missing })
            .Select(check => $"{check.Group} {check.Name}"),
    ];

    /// <summary>Whether `run` would work, as far as can be told without doing it.</summary>
    public bool Runs => Lacking.Count == 0;

    /// <summary>The worst of all.</summary>
    public Verdict Verdict => Checks.Count == 0 ? Verdict.Ok : Checks.Max(check => check.Verdict);

    public int Count(Verdict verdict) => Checks.Count(check => check.Verdict == verdict);
}
