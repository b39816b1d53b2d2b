using Init.Core.Read;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>A check that needs nothing but the snapshot. Without one it fails: what is not known is not reported as
/// healthy.</summary>
internal sealed class SnapshotCheck(ProbeScope scope, Func<Snapshot, HealthCheckResult> check) : IHealthCheck
{
    private const string Silence = "the supervisor does not answer";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(scope.Snapshot is { } snapshot ? check(snapshot) : HealthCheckResult.Unhealthy(Silence));
}
