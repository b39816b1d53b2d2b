using Init.Core.Read;

namespace Init.Admin;

/// <summary>What the checks of one probe share: the same vitals, asked for once, so that they cannot disagree. The
/// registrations of Microsoft.Extensions.Diagnostics.HealthChecks take it as their service provider.</summary>
/// <param name="Vitals">null: the supervisor did not answer in time.</param>
internal sealed record ProbeScope(Vitals? Vitals) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(ProbeScope) ? this : null;

    internal static ProbeScope Of(IServiceProvider services) =>
        services as ProbeScope ?? throw new InvalidOperationException("a check was run outside of a probe");
}
