using System.Text.Json;
using Init.Core.Config;

namespace Init.Cli;

/// <summary>`pm1 events [-f] [--json]`: what happened, and with -f what happens until pm1 ends.</summary>
internal static class EventsVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var talk = Talk.With(arguments, terminal);
        var follow = arguments.Switches.Contains(Grammar.Follow) ? "?follow=1" : "";
        var isJson = arguments.Switches.Contains(Grammar.Json);
        string? cutOff = null;
        var outcome = talk.Client.Follow($"/v1/events{follow}", line =>
        {
            cutOff = Error(line);
            if (isJson || cutOff is null)
            {
                terminal.Out.WriteLine(isJson ? line : Text(line));
                terminal.Out.Flush();
            }
        });
        if (cutOff is not null)
        {
            return terminal.Report([new Problem("", cutOff, "ask again")], ExitCode.Refused);
        }

        return talk.Complain(outcome, "read the events");
    }

    private static string Text(string line) => Talk.Read(() =>
    {
        using var json = JsonDocument.Parse(line);
        return EventText.Of(json.RootElement);
    }) ?? Printable.Of(line);

    private static string? Error(string line) => Talk.Read(() =>
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty("error", out var error) ? error.ToString() : null;
    });
}
