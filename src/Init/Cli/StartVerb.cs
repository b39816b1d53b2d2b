using Init.Config;
using Init.Core.Config;

namespace Init.Cli;

/// <summary>`pm1 start FILE`: the app of a file, with flags and environment over it. What is no file may be an app that
/// a running pm1 has stopped: `pm1 start NAME`.</summary>
internal static class StartVerb
{
    public static int Run(ParsedArguments arguments, IRoles roles, Terminal terminal)
    {
        if (arguments.Operand is not { } path)
        {
            return terminal.Report([.. arguments.Problems, new Problem("", "no file", "write pm1 start pm1.yaml")]);
        }

        var known = arguments.Problems;
        if (known.Count == 0 && !File.Exists(path))
        {
            var client = ControlClient.Create(arguments, terminal);
            var outcome = client.Ask("GET", "/v1/list");
            if (outcome.Reply is { Status: 200 } reply && Talk.Names(reply.Body) is { } names)
            {
                return names.Contains(path)
                    ? StartApp(new Talk(client, terminal), path, terminal)
                    : terminal.Report([NeitherOf(path, names)], ExitCode.Refused);
            }
        }

        var file = ConfigFile.Read(path);
        return Supervision.Run(arguments, file.Config, [.. known, .. file.Problems], roles, terminal);
    }

    private static int StartApp(Talk talk, string app, Terminal terminal)
    {
        if (talk.Order(app, "start", "", out var code) is null)
        {
            return code;
        }

        terminal.Out.WriteLine($"{app}: starting");
        return ExitCode.Done;
    }

    private static Problem NeitherOf(string word, IReadOnlyList<string> names) => new(
        word, "is neither a file nor an app of the pm1 that runs here",
        Nearest.Of(word, names) is { } near ? $"did you mean {near}?"
            : names.Count == 0 ? "it has no app"
            : $"it has {string.Join(", ", names)}");
}
