using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>Merges flag over environment over file over default, and validates. Every problem is found in one go.
/// </summary>
public static class SpecBuilder
{
    /// <summary>What Kubernetes grants when a pod does not say.</summary>
    public static readonly TimeSpan TerminationGraceDefault = TimeSpan.FromSeconds(30);

    public const string AdminDefault = ":9615";
    public const string Off = "off";

    private static readonly string[] TelemetryEndpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    ];

    public static SpecOutcome Build(SpecInput input)
    {
        var problems = new ProblemList(input.Problems);
        var environment = EnvironmentConfig.Read(input.Environment);
        var app = Merge(input, environment, problems);
        var admin = input.Flags.Admin ?? environment.Admin ?? input.File?.Admin;
        var socket = input.Flags.Socket ?? environment.Socket ?? input.File?.Socket;
        var grace = problems.Take(environment.TerminationGrace, Grace, TerminationGraceDefault);
        var spec = new InitSpec
        {
            App = new AppSpecBuilder(app, input, problems).Build(),
            Admin = problems.Take(admin, Admin, ListenAddress.Parse(AdminDefault).Value),
            SocketPath = socket is null or { Text: Off } ? null : problems.Take(socket, SocketPath, null),
            SocketOff = socket is { Text: Off },
            TerminationGrace = grace,
            Telemetry = Telemetry(input.Environment),
        };
        SpecChecks.Check(app, admin, spec, input.InheritedSockets, problems);
        CheckDelay(app, environment.TerminationGrace, spec, problems);
        return new SpecOutcome(problems.All.Count == 0 ? spec : null, problems.All);
    }

    private static AppConfig Merge(SpecInput input, InitConfig environment, ProblemList problems)
    {
        if (input.File is { Apps.Count: not 1 } file && (file.Apps.Count > 1 || problems.All.Count == 0))
        {
            problems.Add(
                file.AppsOrigin,
                file.Apps.Count == 0 ? "no app" : $"{file.Apps.Count} apps, but this version runs exactly one",
                file.Apps.Count == 0
                    ? "write apps: with one app and its command"
                    : "give each app its own file and its own pm1");
        }

        return AppOf(input.Flags).Over(AppOf(environment)).Over(AppOf(input.File));
    }

    private static AppConfig AppOf(InitConfig? config) => config is { Apps: [var app, ..] } ? app : new AppConfig();

    /// <summary>A chart writes terminationGracePeriodSeconds as it has it: plain seconds.</summary>
    private static Parsed<TimeSpan> Grace(string text) =>
        DurationText.Parse(text != "" && text.All(char.IsAsciiDigit) ? $"{text}s" : text);

    private static Parsed<ListenAddress?> Admin(string text)
    {
        if (text == Off)
        {
            return new Parsed<ListenAddress?>(null, null);
        }

        var parsed = ListenAddress.Parse(text);
        return parsed.Fault is { } fault ? fault
            : parsed.Value is { Transport: Transport.Udp }
                ? Fault.In(text, "is no place for HTTP", $"write a TCP address like {AdminDefault}, or off")
            : parsed.Value;
    }

    private static Parsed<string?> SocketPath(string text) =>
        ListenAddress.UnixFault(text, text) is { } fault ? fault : text;

    private static bool Telemetry(IReadOnlyDictionary<string, string> environment) =>
        TelemetryEndpoints.Any(name => environment.GetValueOrDefault(name, "") != "")
        && !environment.GetValueOrDefault("OTEL_SDK_DISABLED", "").Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Only what somebody wrote can contradict what somebody wrote; defaults give way while draining.
    /// </summary>
    private static void CheckDelay(AppConfig app, Written? grace, InitSpec spec, ProblemList problems)
    {
        if (app.DrainDelay is { } delay && grace is not null && spec.App.DrainDelay.Min >= spec.TerminationGrace)
        {
            problems.Add(
                delay.Origin,
                $"{Fault.Quote(delay.Text)} leaves no time to stop within {grace.Origin} "
                + $"of {spec.TerminationGrace.TotalSeconds}s",
                "write a shorter delay, or grant more time");
        }
    }
}
