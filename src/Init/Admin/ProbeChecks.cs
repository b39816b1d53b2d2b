using Init.Core.Read;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>The checks and which probe runs which: the tags are the probes' names.</summary>
internal static class ProbeChecks
{
    internal const string Live = "livez";
    internal const string Ready = "readyz";
    internal const string Startup = "startupz";
    internal const string Health = "healthz";

    internal static IReadOnlyList<string> Probes { get; } = [Live, Ready, Startup, Health];

    internal static IReadOnlyList<HealthCheckRegistration> All { get; } =
    [
        Check("supervisor", _ => HealthCheckResult.Healthy(), Live, Health),
        Check("workers", Workers, Ready, Health),
        Check("shutdown", Shutdown, Ready, Health),
        Check("started", Started, Startup),
    ];

    private static HealthCheckRegistration Check(
        string name, Func<Vitals, HealthCheckResult> check, params string[] probes) =>
        new(name, services => new VitalsCheck(ProbeScope.Of(services), check), failureStatus: null, probes);

    private static HealthCheckResult Workers(Vitals vitals)
    {
        var lacking = vitals.Apps.Where(a => a.Ready < Math.Max(1, a.Wanted)).ToList();
        var text = string.Join(", ", lacking.Select(a => $"{a.Name}: {a.Ready} of {a.Wanted} workers ready"));
        return vitals.Apps.Count == 0 ? HealthCheckResult.Unhealthy("no app")
            : lacking.Count == 0 ? HealthCheckResult.Healthy()
            : lacking.Any(a => a.Ready == 0) ? HealthCheckResult.Unhealthy(text)
            : HealthCheckResult.Degraded(text);
    }

    private static HealthCheckResult Shutdown(Vitals vitals) => vitals.Phase switch
    {
        SupervisorPhase.Draining => HealthCheckResult.Unhealthy("draining"),
        SupervisorPhase.Stopped => HealthCheckResult.Unhealthy("stopped"),
        SupervisorPhase.Starting or SupervisorPhase.Running => HealthCheckResult.Healthy(),
    };

    private static HealthCheckResult Started(Vitals vitals)
    {
        var missing = vitals.Apps.Where(a => !a.Started).ToList();
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(
                string.Join(", ", missing.Select(a => $"{a.Name}: {a.Ready} of {a.Wanted} workers ready")));
    }
}
