using System.Text.Json;

namespace Init.Cli;

/// <summary>`pm1 describe [APP] [--json]`: all about one app.</summary>
internal static class DescribeVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var talk = Talk.With(arguments, terminal);
        if (talk.App(arguments.Operand, out var code) is not { } app
            || talk.Ask("GET", $"/v1/apps/{Talk.Escape(app)}", "", $"describe {app}", out code) is not { } body)
        {
            return code;
        }

        if (arguments.Switches.Contains(Grammar.Json))
        {
            terminal.Out.WriteLine(body.TrimEnd());
            return ExitCode.Done;
        }

        var text = Talk.Read(() =>
        {
            using var json = JsonDocument.Parse(body);
            return Description.Of(json.RootElement, terminal.HasColour);
        });
        if (text is null)
        {
            return talk.Strange();
        }

        terminal.Out.Write(text);
        return ExitCode.Done;
    }
}
