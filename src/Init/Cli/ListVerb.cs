using System.Text.Json;
using Init.Core.Config;

namespace Init.Cli;

/// <summary>`pm1 list [--json]`.</summary>
internal static class ListVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var outcome = ControlClient.Create(arguments, terminal).Ask("GET", "/v1/list");
        if (outcome.Reply is not { } reply)
        {
            return terminal.Report([outcome.Problem!], outcome.Reached ? ExitCode.Refused : ExitCode.NotReached);
        }

        if (reply.Status != 200)
        {
            return terminal.Report(
                [new Problem("", $"pm1 refused to list: {reply.Status} {reply.Body.Trim()}", "")], ExitCode.Refused);
        }

        if (arguments.Switches.Contains(Grammar.Json))
        {
            terminal.Out.WriteLine(reply.Body.TrimEnd());
            return ExitCode.Done;
        }

        try
        {
            using var list = JsonDocument.Parse(reply.Body);
            terminal.Out.Write(ListTable.Of(list.RootElement));
            return ExitCode.Done;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return terminal.Report(
                [new Problem(
                    "",
                    "pm1 listed in a way that is not understood here",
                    "use the pm1 of the same version, or --json")],
                ExitCode.Refused);
        }
    }
}
