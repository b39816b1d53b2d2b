using System.Diagnostics;
using Init.Core.Read;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>Runs checks one after the other. The framework's own runner is not used: it comes with a container, a
/// publisher thread and a logger, which together weigh more than everything else in this folder.</summary>
internal static class ProbeRun
{
    internal static async Task<HealthReport> RunAsync(
        IReadOnlyList<HealthCheckRegistration> checks, Vitals? vitals, CancellationToken cancel)
    {
        var scope = new ProbeScope(vitals);
        var entries = new Dictionary<string, HealthReportEntry>(checks.Count);
        var started = Stopwatch.GetTimestamp();
        foreach (var check in checks)
        {
            var checkStarted = Stopwatch.GetTimestamp();
            var context = new HealthCheckContext { Registration = check };
            var result = await check.Factory(scope).CheckHealthAsync(context, cancel);
            entries[check.Name] = new HealthReportEntry(
                result.Status, result.Description, Stopwatch.GetElapsedTime(checkStarted), result.Exception,
                result.Data, check.Tags);
        }

        return new HealthReport(entries, Stopwatch.GetElapsedTime(started));
    }
}
