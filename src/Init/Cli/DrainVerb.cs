using System.Diagnostics;
using System.Text.Json;
using Init.Core.Config;
using Init.Core.Link;
using Init.Core.Read;

namespace Init.Cli;

/// <summary>`pm1 drain [--wait]`: begins to drain, as SIGTERM does. Again is no error, because a preStop hook runs at
/// least once, not exactly once.</summary>
internal static class DrainVerb
{
    /// <summary>Longer than any termination grace that is worth waiting for here.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static int Run(ParsedArguments arguments, Terminal terminal)
    {
        var talk = Talk.With(arguments, terminal);
        return talk.Ask("POST", "/v1/drain", "", "drain", out var code) is null ? code
            : arguments.Switches.Contains(Grammar.Wait) ? Wait(talk.Client, terminal)
            : ExitCode.Done;
    }

    private static int Wait(ControlClient client, Terminal terminal)
    {
        var started = Stopwatch.GetTimestamp();
        var progress = new Progress(terminal);
        using var pause = new ManualResetEventSlim();
        while (Stopwatch.GetElapsedTime(started) < WaitMax)
        {
            var outcome = client.Ask("GET", "/v1/snapshot");
            var snapshot = outcome.Reply is { Status: 200 } reply
                ? Talk.Read(() => JsonSerializer.Deserialize(reply.Body, LinkJson.Default.Snapshot))
                : null;

            // Nobody there any more: it has drained and ended between two looks. Another version's snapshot is not
            // understood, but its end is still seen when its socket goes.
            if (!outcome.Reached || snapshot?.Phase == SupervisorPhase.Stopped)
            {
                return ExitCode.Done;
            }

            if (snapshot is not null)
            {
                progress.Show(Lines(snapshot));
            }

            // This process is a client that has nothing else to do; nothing ever sets the event.
            pause.Wait(Look);
        }

        var hours = WaitMax.TotalHours;
        return terminal.Report(
            [new Problem("", $"still draining after {hours}h", "pm1 list shows what is left")], ExitCode.Refused);
    }

    private static IReadOnlyList<string> Lines(Snapshot snapshot)
    {
        var phase = snapshot.Drain?.Phase switch
        {
            DrainPhase.Delay => "still accepting, until traffic has found its way elsewhere",
            DrainPhase.Empty => "no new connections, emptying the queue",
            DrainPhase.Stop => "the workers are told to stop",
            DrainPhase.Done => "done",
            null => "not draining yet",
        };
        return [.. snapshot.Apps.SelectMany(Slots.Of), $"drain: {phase}"];
    }
}
