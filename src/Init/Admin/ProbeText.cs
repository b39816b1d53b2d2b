using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Init.Admin;

/// <summary>The text of kube-apiserver's probes. A line that begins with `[!]` is ours: it works, but not fully.
/// </summary>
internal static class ProbeText
{
    internal static string Write(ProbeReport report, bool verbose)
    {
        if (report.Passed && !verbose)
        {
            return "ok";
        }

        var text = new StringBuilder();
        foreach (var (name, entry) in report.Health.Entries)
        {
            text.Append(entry.Status switch
            {
                HealthStatus.Healthy => $"[+]{name} ok\n",
                HealthStatus.Degraded => $"[!]{name} degraded: {OneLine(entry.Description)}\n",
                HealthStatus.Unhealthy => $"[-]{name} failed: {OneLine(entry.Description)}\n",
            });
        }

        foreach (var name in report.Excluded)
        {
            text.Append("[+]").Append(name).Append(" excluded: ok\n");
        }

        foreach (var lost in report.Degraded)
        {
            text.Append("[!]").Append(lost.Feature).Append(" degraded: ").Append(OneLine(lost.Message)).Append('\n');
        }

        foreach (var name in report.Unmatched)
        {
            text.Append("warn: no check to exclude is called ").Append(OneLine(name)).Append('\n');
        }

        return text.Append(report.Name).Append(report.Passed ? " check passed\n" : " check failed\n").ToString();
    }

    /// <summary>A line break in a reason would forge a line of its own.</summary>
    private static string OneLine(string? text) => (text ?? "").ReplaceLineEndings(" ");
}
