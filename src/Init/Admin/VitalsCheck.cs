using Init.Core.Read;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>A check that needs nothing but the vitals. Without them it fails: what is not known is not reported as
/// healthy.</summary>
internal sealed class VitalsCheck(ProbeScope scope, Func<Vitals, HealthCheckResult> check) : IHealthCheck
{
    private const string Silence = "the supervisor does not answer";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(scope.Vitals is { } vitals ? check(vitals) : HealthCheckResult.Unhealthy(Silence));
}
