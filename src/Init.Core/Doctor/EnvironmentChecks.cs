using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Core.Doctor;

/// <summary>Variables that pm1 reads, or that look as if it did.</summary>
public static class EnvironmentChecks
{
    private const string Own = "PM1_";

    private static readonly CheckGroup Group = CheckGroup.Environment;

    private static readonly string[] Others =
    [
        EnvironmentConfig.WebConcurrency, "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID",
        "LISTEN_FDNAMES", "KUBERNETES_SERVICE_HOST", "NO_COLOR",
    ];

    private static readonly HashSet<string> Known =
    [
        .. Settings.All.Concat(InitModeSettings.All).Select(setting => setting.Variable),
        ControlSocketPaths.RuntimeDirVariable, EnvironmentConfig.TerminationGrace, "PM1_WORKER_SLOT", "PM1_WORKER_COUNT",
    ];

    public static IEnumerable<Check> Of(IReadOnlyDictionary<string, string> environment)
    {
        var seen = environment.Keys.Where(IsOurs).Order(StringComparer.Ordinal).ToList();
        if (seen.Count == 0)
        {
            yield return Group.Ok("variables", "none that pm1 reads");
        }

        foreach (var name in seen)
        {
            yield return Of(name, environment[name]);
        }
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(Own, StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || Others.Contains(name);

    private static Check Of(string name, string value)
    {
        var isOwn = name.StartsWith(Own, StringComparison.Ordinal);
        if (!isOwn || Known.Contains(name))
        {
            return Group.Ok(name, IsSecret(name) ? "set (its value is not shown)" : value == "" ? "empty" : Shown(value));
        }

        // Of a Service named pm1, Kubernetes tells every pod of its namespace: PM1_SERVICE_HOST, PM1_PORT_80_TCP_ADDR.
        if (name.StartsWith("PM1_SERVICE_", StringComparison.Ordinal)
            || name.StartsWith("PM1_PORT_", StringComparison.Ordinal))
        {
            return Group.Ok(name, $"{Shown(value)} (of a Kubernetes Service; not read)");
        }

        var near = Nearest.Of(name[Own.Length..], Known.Select(known => known[Own.Length..]));
        return Group.Degraded(
            name, "is not read by this version",
            near is null ? "pm1 run --help shows the options, and so the variables" : $"did you mean {Own}{near}?");
    }

    /// <summary>A diagnosis gets pasted into tickets.</summary>
    private static bool IsSecret(string name) =>
        name == Settings.Env.Variable || name.EndsWith("HEADERS", StringComparison.Ordinal)
        || name.EndsWith("KEY", StringComparison.Ordinal);

    private static string Shown(string value) =>
        value.Length <= Fault.QuotedCharsMax ? value : value[..Fault.QuotedCharsMax] + "…";
}
