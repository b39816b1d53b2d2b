using System.Text.Json;
using Init.Doors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>`/livez /readyz /startupz /healthz`, each with `/NAME`, `?exclude=NAME` (repeatable) and `?verbose`.
/// </summary>
internal sealed class ProbeDoor(ISupervisor supervisor) : IDoor
{
    public async ValueTask<Answer?> AnswerAsync(Question question)
    {
        var path = question.Path.Trim('/').Split('/');
        if (path.Length > 2 || !ProbeChecks.Probes.Contains(path[0]))
        {
            return null;
        }

        if (!question.IsRead)
        {
            return Answer.MethodNotAllowed("GET, HEAD");
        }

        var checks = ProbeChecks.All.Where(c => c.Tags.Contains(path[0])).ToList();
        var single = path.Length == 2 ? path[1] : null;
        if (single is not null && checks.TrueForAll(c => c.Name != single))
        {
            return Answer.Text(404, $"no check of {path[0]} is called {single}\n");
        }

        return Write(question, single is null
            ? await RunAsync(path[0], checks, Excludes(question))
            : await RunAsync($"{path[0]}/{single}", checks.FindAll(c => c.Name == single), []));
    }

    private static HashSet<string> Excludes(Question question) =>
        question.Query["exclude"].Where(name => !string.IsNullOrEmpty(name)).ToHashSet(StringComparer.Ordinal)!;

    private async Task<ProbeReport> RunAsync(
        string name, List<HealthCheckRegistration> checks, HashSet<string> excludes)
    {
        var excluded = checks.Where(c => excludes.Contains(c.Name)).Select(c => c.Name).ToList();
        var vitals = await supervisor.AskVitalsAsync();
        var health = await ProbeRun.RunAsync(
            checks.FindAll(c => !excludes.Contains(c.Name)), vitals, CancellationToken.None);
        return new ProbeReport(
            name, health, excluded, [.. excludes.Except(excluded)], vitals?.Degraded ?? []);
    }

    private static Answer Write(Question question, ProbeReport report) => question.WantsJson
        ? Answer.Json(report.HttpStatus, JsonSerializer.SerializeToUtf8Bytes(
            HealthDocument.Of(report.Health), HealthJson.Default.HealthDocument))
        : Answer.Text(report.HttpStatus, ProbeText.Write(report, question.Query.ContainsKey("verbose")));
}
