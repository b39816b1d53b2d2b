using Init.Core.Config;
using Init.Core.Read;

namespace Init.Cli;

/// <summary>`pm1 reload [APP] [--no-wait]`: a new generation, slot by slot, and how it went.</summary>
internal static class ReloadVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var talk = Talk.With(arguments, terminal);
        if (talk.App(arguments.Operand, out var code) is not { } app
            || talk.Order(app, "reload", "", out code) is not { } begun)
        {
            return code;
        }

        // Each reload has a generation of its own: it says below whether a later one took over.
        if (begun.Reload?.Generation is not { } generation)
        {
            return talk.Strange();
        }

        if (arguments.Switches.Contains(Grammar.NoWait))
        {
            terminal.Out.WriteLine($"{app}: reload to generation {generation} has begun");
            return ExitCode.Done;
        }

        var progress = new Progress(terminal);
        return new AppWatch(talk, terminal, app).Until(
            now =>
            {
                progress.Show(Lines(now));
                return Judge(now, generation, terminal);
            },
            "the reload");
    }

    private static IReadOnlyList<string> Lines(AppSnapshot app) => app.Reload is { } reload
        ? [.. Slots.Of(app), $"{app.Name}: {reload.Replaced} of {reload.Slots} slots have generation {reload.Generation}"]
        : Slots.Of(app);

    /// <returns>null: it goes on.</returns>
    private static int? Judge(AppSnapshot app, int generation, Terminal terminal)
    {
        if (app.Reload is not { } reload || reload.Generation < generation)
        {
            return null;
        }

        if (reload.Generation > generation)
        {
            return Report(terminal, $"the reload of {app.Name} was superseded by one to generation {reload.Generation}");
        }

        switch (reload.Outcome)
        {
            case ReloadOutcome.Running:
                return null;
            case ReloadOutcome.Done:
                terminal.Out.WriteLine($"{app.Name}: generation {generation}, {app.Ready} of {app.Wanted} ready");
                return ExitCode.Done;
            case ReloadOutcome.Superseded:
                return Report(terminal, $"the reload of {app.Name} was superseded by a later one");
            case ReloadOutcome.Cancelled:
                return Report(terminal, $"the reload of {app.Name} was cancelled: it is being stopped");
            case ReloadOutcome.Failed:
                return Failed(terminal, app, reload);
            default:
                throw new InvalidOperationException($"no outcome of a reload: {reload.Outcome}");
        }
    }

    private static int Failed(Terminal terminal, AppSnapshot app, ReloadSnapshot reload)
    {
        var why = reload.Why == "" ? "" : $": {Printable.Of(reload.Why)}";
        terminal.Error.WriteLine($"pm1: the reload of {app.Name} to generation {reload.Generation} failed{why}");
        foreach (var line in reload.LastLines ?? [])
        {
            terminal.Error.WriteLine($"pm1:   | {Printable.Of(line)}");
        }

        terminal.Error.WriteLine(
            $"pm1: hint: the old workers go on serving: {app.Ready} of {app.Wanted} are ready; mend it and reload again");
        return ExitCode.Refused;
    }

    private static int Report(Terminal terminal, string message) =>
        terminal.Report([new Problem("", message, "pm1 list shows what is there now")], ExitCode.Refused);
}
