using Init.Core.Read;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>The outcome of one probe, before it is written as text or JSON.</summary>
/// <param name="Name">`readyz`, or `readyz/workers` for a single check.</param>
/// <param name="Excluded">Checks of this probe that the client left out.</param>
/// <param name="Unmatched">What the client wanted to leave out and is no check of this probe.</param>
internal sealed record ProbeReport(
    string Name, HealthReport Health, IReadOnlyList<string> Excluded, IReadOnlyList<string> Unmatched,
    IReadOnlyList<Degradation> Degraded)
{
    internal bool Passed => Health.Status != HealthStatus.Unhealthy;

    internal int HttpStatus => Passed ? 200 : 503;
}
