using Init.Core.Doctor;

namespace Init.Cli;

/// <summary>What `pm1 doctor --json` prints; an interface.</summary>
/// <param name="Version">Of this shape.</param>
/// <param name="Verdict">The worst of all.</param>
/// <param name="Runs">Whether `run` would work.</param>
/// <param name="Lacking">`GROUP NAME` of what it would fail for.</param>
internal sealed record DoctorDocument(
    int Version, Verdict Verdict, bool Runs, IReadOnlyList<string> Lacking, IReadOnlyList<DoctorCheck> Checks)
{
    internal static DoctorDocument Of(Diagnosis diagnosis) => new(
        1, diagnosis.Verdict, diagnosis.Runs, diagnosis.Lacking, [.. diagnosis.Checks.Select(DoctorCheck.Of)]);
}
