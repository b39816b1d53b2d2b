using Init.Core.Config;
using Init.Core.Read;

namespace Init.Cli;

/// <summary>`pm1 scale [APP] N|+N|-N|auto|50%`, until all are ready or what hinders them is known.</summary>
internal static class ScaleVerb
{
    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        if (arguments.Operand is null)
        {
            return terminal.Report([new Problem(
                "", "no number of workers", "write pm1 scale 4, +1, -1, auto or 50%, after the app's name if there are several")]);
        }

        var talk = Talk.With(arguments, terminal);
        var written = arguments.Operands.Count > 1 ? arguments.Operand : null;
        if (talk.App(written, out var code) is not { } app)
        {
            return code;
        }

        var body = $"{{\"workers\":{Talk.Quoted(arguments.Operands[^1])}}}";
        if (talk.Order(app, "scale", body, out code) is not { } begun)
        {
            return code;
        }

        var restarts = Restarts(begun);
        var progress = new Progress(terminal);
        return new AppWatch(talk, terminal, app).Until(
            now =>
            {
                progress.Show(Slots.Of(now));
                return Judge(now, restarts, terminal);
            },
            "the scaling");
    }

    /// <returns>null: it goes on.</returns>
    private static int? Judge(AppSnapshot app, IReadOnlyDictionary<int, long> restarts, Terminal terminal)
    {
        if (app.Paused)
        {
            terminal.Out.WriteLine($"{app.Name}: {app.Wanted} workers, to be started with pm1 start {app.Name}");
            return ExitCode.Done;
        }

        if (app.Ready >= app.Wanted && app.Workers.Count <= app.Wanted)
        {
            terminal.Out.WriteLine($"{app.Name}: {app.Ready} of {app.Wanted} ready");
            return ExitCode.Done;
        }

        // One that has ended since then, and is to be started once more, may go on so for ever.
        return app.Workers.FirstOrDefault(worker =>
            worker.State == WorkerState.Backoff && worker.Restarts > restarts.GetValueOrDefault(worker.Slot)) is { } bad
            ? terminal.Report(
                [new Problem(
                    "", $"{app.Name}: {app.Ready} of {app.Wanted} ready: slot {bad.Slot} does not become ready: "
                        + (string.IsNullOrEmpty(bad.LastExit) ? "it ended" : Printable.Of(bad.LastExit)),
                    "pm1 goes on trying; pm1 describe shows how it goes")],
                ExitCode.Refused)
            : null;
    }

    private static Dictionary<int, long> Restarts(AppSnapshot app) => app.Workers
        .GroupBy(worker => worker.Slot)
        .ToDictionary(slot => slot.Key, slot => slot.Max(worker => worker.Restarts));
}
