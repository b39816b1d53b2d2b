using System.Text.Json;
using Init.Config;
using Init.Core.Config;
using Init.Core.Doctor;
using Init.Core.Spec;
using Init.Linux.Processes;
using Init.Runtime.Doctor;
using Init.Runtime.Supervision;

namespace Init.Cli;

/// <summary>`pm1 doctor [--json] [OPTIONS] [-- COMMAND]`.</summary>
internal static class DoctorVerb
{
    private const string NotFound = "no running pm1 found: ";

    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var flags = arguments.ToConfig();
        var hasCommand = arguments.Command.Count > 0;
        var inherited = InheritedSockets.Count(name => terminal.Environment.GetValueOrDefault(name)) > 0;
        var outcome = SpecBuilder.Build(new SpecInput
        {
            Flags = hasCommand ? flags : WithAnyCommand(flags),
            Environment = terminal.Environment,
            FindUser = InitModeDoor.FindUser,
            FindNode = (command, folder) => CommandFiles.FindNode(command, folder, terminal.Environment),
            InheritedSockets = inherited,
            Problems = arguments.Problems,
        });
        if (outcome.Spec is not { } spec)
        {
            return terminal.Report(outcome.Problems);
        }

        var written = flags.Apps[0].Over(EnvironmentConfig.Read(terminal.Environment).Apps[0]);
        var diagnosis = Examination.Of(new ExaminationOrder
        {
            Spec = spec,
            HasCommand = hasCommand,
            Version = ProductVersion.Text,
            Workers = written.Workers?.Text ?? "auto",
            WhyNotNode = hasCommand
                ? CommandFiles.WhyNotNode(spec.App.Command, spec.App.WorkingDirectory, terminal.Environment) : "",
            ControlSocketPaths = spec.SocketPath is { } path
                ? [path] : ControlSocketPaths.Candidates(terminal.Environment, Self.Uid, Self.PidNamespace),
            Environment = terminal.Environment,
            AskRunning = () => Ask(ControlClient.Create(arguments, terminal)),
            AskRunningMax = ControlClient.AnswerMax,
        });
        terminal.Out.Write(arguments.Switches.Contains(Grammar.Json)
            ? JsonSerializer.Serialize(DoctorDocument.Of(diagnosis), DoctorJson.Default.DoctorDocument) + "\n"
            : new DoctorText(Style.Of(terminal)).Of(diagnosis));
        return diagnosis.Runs ? ExitCode.Done : ExitCode.Lacking;
    }

    /// <summary>A spec has a command; here it only fills the place.</summary>
    private static InitConfig WithAnyCommand(InitConfig flags) =>
        flags with { Apps = [flags.Apps[0] with { Command = [new Written("true", "command")] }] };

    private static (string? Running, string NotRunning) Ask(ControlClient client)
    {
        var outcome = client.Ask("GET", "/v1/list");
        return outcome switch
        {
            { Reply: { Status: 200 } reply } => ($"a pm1 runs here: {Apps(reply.Body)}", ""),
            { Reply: { } reply } => ($"a pm1 runs here, but answers {reply.Status}", ""),
            { Problem: { } problem, Reached: true } => (problem.Message, ""),
            var nobody => (null, nobody.Problem?.Message.Replace(NotFound, "", StringComparison.Ordinal) ?? ""),
        };
    }

    private static string Apps(string list)
    {
        try
        {
            using var document = JsonDocument.Parse(list);
            return string.Join(", ", document.RootElement.GetProperty("apps").EnumerateArray().Select(app =>
                $"{app.GetProperty("name")}, {app.GetProperty("ready")} of {app.GetProperty("wanted")} ready"));
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "of another version";
        }
    }
}
