using System.Globalization;
using Init.Core.Config;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>`pm1 restart|stop [APP]` and `pm1 signal SIGNAL [APP]`: done as soon as pm1 has begun.</summary>
internal static class OrderVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var isSignal = arguments.Verb == Verb.Signal;
        if (isSignal && arguments.Operand is null)
        {
            return terminal.Report([new Problem("", "no signal", "write pm1 signal SIGUSR1")]);
        }

        var slot = arguments.Value(Grammar.Slot);
        if (slot is not null && !int.TryParse(slot.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return terminal.Report([new Problem(
                Grammar.Slot.Flag, $"{Fault.Quote(slot.Text)} is not a slot's number", "pm1 list shows them")]);
        }

        var talk = Talk.With(arguments, terminal);
        var written = isSignal ? arguments.Operands.ElementAtOrDefault(1) : arguments.Operand;
        if (talk.App(written, out var code) is not { } app)
        {
            return code;
        }

        var word = arguments.Verb.ToString().ToLowerInvariant();
        var body = Body(isSignal ? arguments.Operand : null, slot?.Text);
        if (talk.Order(app, word, body, out code) is not { } after)
        {
            return code;
        }

        terminal.Out.WriteLine($"{app}: {Said(arguments, after, slot?.Text)}");
        return ExitCode.Done;
    }

    private static string Body(string? signal, string? slot)
    {
        var fields = new[]
        {
            signal is null ? null : $"\"signal\":{Talk.Quoted(signal)}",
            slot is null ? null : $"\"slot\":{int.Parse(slot, CultureInfo.InvariantCulture)}",
        };
        var all = string.Join(",", fields.OfType<string>());
        return all == "" ? "" : $"{{{all}}}";
    }

    private static string Said(ParsedArguments arguments, AppSnapshot after, string? slot)
    {
        var whom = slot is null ? "all workers" : $"slot {slot}";
        return arguments.Verb switch
        {
            Verb.Restart => $"restarting {whom}",
            Verb.Stop => $"stopping {after.Workers.Count(worker => worker.Pid > 0)} workers",
            _ => $"{arguments.Operand} sent to {whom}",
        };
    }
}
