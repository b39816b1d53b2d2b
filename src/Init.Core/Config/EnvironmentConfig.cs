namespace Init.Core.Config;

/// <summary>The PM1_* variables. An empty variable is not written: templates leave them empty.</summary>
public static class EnvironmentConfig
{
    public const string TerminationGrace = "PM1_TERMINATION_GRACE";

    /// <summary>What platforms set and many servers read; below PM1_WORKERS.</summary>
    public const string WebConcurrency = "WEB_CONCURRENCY";

    private static readonly char[] Separators = [',', ' ', '\t', '\n'];

    public static InitConfig Read(IReadOnlyDictionary<string, string> environment)
    {
        var app = AppConfig.Read(setting => Find(environment, setting));
        return new InitConfig
        {
            Admin = One(environment, Settings.Admin.Variable),
            Socket = One(environment, Settings.Socket.Variable),
            TerminationGrace = One(environment, TerminationGrace),
            Apps = [app with { Workers = app.Workers ?? One(environment, WebConcurrency) }],
        };
    }

    private static Written? One(IReadOnlyDictionary<string, string> environment, string variable) =>
        environment.TryGetValue(variable, out var text) && text != "" && !IsServiceLink(text)
            ? new Written(text, variable)
            : null;

    /// <summary>Kubernetes describes a Service named `pm1` to every pod of its namespace as
    /// `PM1_PORT=tcp://10.96.0.7:80`: nobody wrote that for us.</summary>
    private static bool IsServiceLink(string text) =>
        text.StartsWith("tcp://", StringComparison.Ordinal) || text.StartsWith("udp://", StringComparison.Ordinal)
        || text.StartsWith("sctp://", StringComparison.Ordinal);

    private static List<Written>? Find(IReadOnlyDictionary<string, string> environment, Setting setting)
    {
        if (One(environment, setting.Variable) is not { } written)
        {
            return null;
        }

        var separators = setting.OnePerLine ? ['\n'] : setting.Repeatable ? Separators : [];
        var texts = separators.Length == 0
            ? [written.Text]
            : written.Text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. texts.Select(text => written with { Text = text })];
    }
}
