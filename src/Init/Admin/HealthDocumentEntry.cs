using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

internal sealed record HealthDocumentEntry(
    string Status, string? Description, TimeSpan Duration, IReadOnlyDictionary<string, string> Data,
    IReadOnlyList<string> Tags)
{
    internal static HealthDocumentEntry Of(HealthReportEntry entry) => new(
        entry.Status.ToString(),
        entry.Description,
        entry.Duration,
        entry.Data.ToDictionary(d => d.Key, d => $"{d.Value}"),
        [.. entry.Tags]);
}
