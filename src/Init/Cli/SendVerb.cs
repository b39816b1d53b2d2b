using System.Globalization;
using System.Text.Json;
using Init.Core.Config;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>`pm1 send [APP[/SLOT]] JSON`: a message for process.on('message').</summary>
internal static class SendVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        if (arguments.Operands is not [.., var json])
        {
            return terminal.Report([new Problem("", "no message", "write pm1 send '{\"a\":1}', or pm1 send '\"words\"'")]);
        }

        if (!IsJson(json))
        {
            return terminal.Report([new Problem(
                "", $"{Fault.Quote(json)} is not JSON", "a text needs quotes of its own: pm1 send '\"words\"'")]);
        }

        var (written, slot) = Whom(arguments);
        if (slot is not null && !int.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return terminal.Report([new Problem(
                Grammar.Slot.Flag, $"{Fault.Quote(slot)} is not a slot's number", "pm1 list shows them")]);
        }

        var talk = Talk.With(arguments, terminal);
        if (talk.App(written, out var code) is not { } app)
        {
            return code;
        }

        var body = slot is null ? $"{{\"message\":{json}}}"
            : $"{{\"message\":{json},\"slot\":{int.Parse(slot, CultureInfo.InvariantCulture)}}}";
        if (talk.Order(app, "send", body, out code) is null)
        {
            return code;
        }

        terminal.Out.WriteLine($"{app}: sent to {(slot is null ? "all workers" : $"slot {slot}")}");
        return ExitCode.Done;
    }

    /// <summary>No app has a slash in its name.</summary>
    private static (string? App, string? Slot) Whom(ParsedArguments arguments)
    {
        var slot = arguments.Value(Grammar.Slot)?.Text;
        if (arguments.Operands is not [var whom, _])
        {
            return (null, slot);
        }

        var at = whom.IndexOf('/');
        return at < 0 ? (whom, slot) : (whom[..at] is { Length: > 0 } app ? app : null, whom[(at + 1)..]);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }
}
