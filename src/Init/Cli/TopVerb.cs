using System.Text;
using System.Text.Json;
using Init.Linux.Terminal;

namespace Init.Cli;

/// <summary>`pm1 top`: `list` that goes on, with the CPU of the last second and the connections of each worker. Into a pipe it is one frame.</summary>
internal static class TopVerb
{
    private const string Enter = "\x1b[?1049h\x1b[?25l";
    private const string Leave = "\x1b[?25h\x1b[?1049l";
    private const string List = "/v1/list?connections=1";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var talk = Talk.With(arguments, terminal);
        if (talk.Ask("GET", List, "", "list", out var code) is not { } first)
        {
            return code;
        }

        if (terminal.ShowsOut)
        {
            return Live(talk, first, terminal);
        }

        if (Frame(first, new TopHistory(), (int.MaxValue, int.MaxValue), hasColour: false) is not { } lines)
        {
            return talk.Strange();
        }

        terminal.Out.Write(string.Concat(lines.Select(line => $"{line}\n")));
        return ExitCode.Done;
    }

    private static int Live(Talk talk, string first, Terminal terminal)
    {
        var history = new TopHistory();
        var body = first;
        using var keyboard = new Keyboard();
        terminal.Out.Write(Enter);
        try
        {
            while (true)
            {
                if (!Show(body, history, terminal))
                {
                    return ExitCode.Refused;
                }

                if (keyboard.Next(Interval) is 'q' or 'Q' or Keyboard.Interrupt)
                {
                    return ExitCode.Done;
                }

                var outcome = talk.Client.Ask("GET", List);
                if (!outcome.Reached)
                {
                    return ExitCode.NotReached;
                }

                // An agent that is started again shows as a frame that stands still for a moment.
                body = outcome.Reply is { Status: 200 } reply ? reply.Body : body;
            }
        }
        finally
        {
            terminal.Out.Write(Leave);
            terminal.Out.Flush();
        }
    }

    private static bool Show(string body, TopHistory history, Terminal terminal)
    {
        // Read for each frame: the window may have another size by now.
        var size = TerminalScreen.Size(TerminalScreen.StandardOutput) ?? (24, 80);
        if (Frame(body, history, size, terminal.HasColour) is not { } lines)
        {
            return false;
        }

        var text = new StringBuilder("\x1b[H");
        foreach (var line in lines.Take(size.Item1 - 1))
        {
            text.Append(line).Append("\x1b[K\r\n");
        }

        terminal.Out.Write(text.Append("\x1b[J"));
        terminal.Out.Flush();
        return true;
    }

    private static IReadOnlyList<string>? Frame(
        string body, TopHistory history, (int Rows, int Columns) size, bool hasColour) => Talk.Read(() =>
    {
        using var list = JsonDocument.Parse(body);
        history.Add(list.RootElement);
        return TopFrame.Of(list.RootElement, history, size, hasColour);
    });
}
