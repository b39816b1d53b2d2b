using System.Text.Json;

namespace Init.Cli;

/// <summary>`pm1 list [--json|--pm2-json]`.</summary>
internal static class ListVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var talk = Talk.With(arguments, terminal);
        if (talk.Ask("GET", "/v1/list", "", "list", out var code) is not { } body)
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
            using var list = JsonDocument.Parse(body);
            return arguments.Switches.Contains(Grammar.Pm2Json)
                ? Pm2List.Of(list.RootElement, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()) + "\n"
                : ListTable.Of(list.RootElement, terminal.HasColour);
        });
        if (text is null)
        {
            return talk.Strange();
        }

        terminal.Out.Write(text);
        return ExitCode.Done;
    }
}
