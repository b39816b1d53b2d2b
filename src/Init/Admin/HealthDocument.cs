using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>The JSON shape of HealthReport.</summary>
internal sealed record HealthDocument(
    string Status, TimeSpan TotalDuration, IReadOnlyDictionary<string, HealthDocumentEntry> Entries)
{
    internal static HealthDocument Of(HealthReport report) => new(
        report.Status.ToString(),
        report.TotalDuration,
        report.Entries.ToDictionary(e => e.Key, e => HealthDocumentEntry.Of(e.Value)));
}
