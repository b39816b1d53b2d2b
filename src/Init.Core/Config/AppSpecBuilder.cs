using Init.Core.NodePrograms;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>Turns one app as written into one that is total.</summary>
internal sealed class AppSpecBuilder(AppConfig app, SpecInput input, ProblemList problems)
{
    private const int NameCharsMax = 64;
    private const int SigStop = 19;

    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(25);
    private static readonly RestartLimit MaxRestarts = new(10, TimeSpan.FromSeconds(60));
    private static readonly DelayRange DrainDelayInKubernetes = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));

    public AppSpec Build()
    {
        var command = Command();
        var directory = problems.Take(app.Cwd, Directory, null);
        var environment = problems.TakeEach(app.Env, Variable);
        var node = command.Length == 0 ? null : input.FindNode(command, directory)?.Over(environment);
        var restarts = problems.Take(app.MaxRestarts, RestartLimit.Parse, MaxRestarts);
        var auto = AutoShare.Of(app, input.InheritedSockets, node);
        var spec = new AppSpec
        {
            Name = problems.Take(app.Name, Name, NameOf(command)),
            Command = command,
            Workers = problems.Take(
                app.Workers, WorkersExpression.Parse, new WorkersExpression(WorkersBase.Auto, 100, 0)),
            Share = problems.Take(app.Share, Choice.Share, null) ?? auto.Share,
            ShareReason = app.Share is { Text: not "auto" } share ? $"as {share.Origin} says" : auto.Why,
            Ports = problems.TakeEach(app.Ports, PortName.Parse),
            PrivatePorts = problems.TakeEach(app.Private, PortName.Parse),
            Listen = problems.TakeEach(app.Listen, ListenAddress.Parse),
            Ready = problems.Take(app.Ready, ReadyRule.Parse, new ReadyRule(ReadyKind.Auto, TimeSpan.Zero)),
            ReadyTimeout = problems.Take(app.ReadyTimeout, MoreThanZero, ReadyTimeout),
            StopSignal = problems.Take(app.StopSignal, StopSignal, SignalName.Parse("SIGTERM").Value),
            StopTimeout = problems.Take(app.StopTimeout, DurationText.Parse, StopTimeout),
            DrainDelay = problems.Take(
                app.DrainDelay, DelayRange.Parse, InKubernetes ? DrainDelayInKubernetes : default),
            Restart = problems.Take(app.Restart, Choice.Restart, RestartRule.Always),
            MaxRestarts = restarts.Restarts,
            RestartWindow = restarts.Window,
            User = problems.Take(app.User, text => User(text, input.FindUser), null),
            Environment = environment,
            WorkingDirectory = directory,
        };
        spec = spec.Share == ShareMode.Node || app.Ipc is not null ? spec with { Node = node } : spec;
        spec = new ChannelSpecBuilder(app, input, problems).Complete(spec);
        return new GuardSpecBuilder(app, input, problems).Complete(spec);
    }

    private bool InKubernetes => input.Environment.GetValueOrDefault("KUBERNETES_SERVICE_HOST", "") != "";

    private string[] Command()
    {
        string[] command = [.. (app.Command ?? []).Select(word => word.Text)];
        if (command is [""] or ["", ..])
        {
            problems.Add(
                app.Command![0].Origin, "the program's name is empty", "write the program first: node server.js");
        }
        else if (command.Length == 0 && problems.All.Count == 0)
        {
            problems.Add(
                "",
                "no command",
                input.File is null ? "write pm1 run -- node server.js" : "write command: [node, server.js]");
        }

        return command;
    }

    /// <summary>A name is part of metric labels and messages, so it keeps to what both can show.</summary>
    private static string NameOf(string[] command)
    {
        var program = command.Length == 0 ? "" : command[0][(command[0].LastIndexOf('/') + 1)..];
        var name = string.Concat(program.Take(NameCharsMax).Select(c => IsNameChar(c) ? c : '-'));
        return name == "" ? "app" : name;
    }

    private static Parsed<string> Name(string text) =>
        text.Length is > 0 and <= NameCharsMax && text.All(IsNameChar)
            ? text
            : Fault.In(
                text, "is not a name", $"write 1 to {NameCharsMax} letters, digits, dots, dashes or underscores");

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';

    internal static Parsed<TimeSpan> MoreThanZero(string text)
    {
        var parsed = DurationText.Parse(text);
        return parsed.Fault is null && parsed.Value == TimeSpan.Zero
            ? Fault.In(text, "is no time at all", "write a duration of more than zero")
            : parsed;
    }

    private static Parsed<int> StopSignal(string text)
    {
        var parsed = SignalName.Parse(text);
        return parsed.Fault is null && parsed.Value == SigStop
            ? Fault.In(text, "freezes a worker instead of stopping it", "write SIGTERM, SIGINT or SIGQUIT")
            : parsed;
    }

    internal static Parsed<UserSpec?> User(string text, Func<string, UserSpec?> find) =>
        find(text) is { } user
            ? user
            : Fault.In(text, "is not a user here", "write a name of /etc/passwd, or numbers: 12345 or 12345:0");

    private static Parsed<KeyValuePair<string, string>> Variable(string text)
    {
        var at = text.IndexOf('=');
        return at > 0
            ? new KeyValuePair<string, string>(text[..at], text[(at + 1)..])
            : Fault.In(text, "is not an environment variable", "write NAME=value");
    }

    private static Parsed<string?> Directory(string text) =>
        text.StartsWith('/') ? text : Fault.In(text, "is not an absolute path", "write a path that begins with /");
}
