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
        var client = ControlClient.Create(arguments, terminal);
        var outcome = client.Ask("POST", "/v1/drain");
        if (outcome.Reply is not { } reply)
        {
            return terminal.Report([outcome.Problem!], outcome.Reached ? ExitCode.Refused : ExitCode.NotReached);
        }

        if (reply.Status is < 200 or > 299)
        {
            return terminal.Report(
                [new Problem("", $"pm1 refused to drain: {reply.Status} {reply.Body.Trim()}", "")], ExitCode.Refused);
        }

        return arguments.Switches.Contains(Grammar.Wait) ? Wait(client, terminal) : ExitCode.Done;
    }

    private static int Wait(ControlClient client, Terminal terminal)
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new ManualResetEventSlim();
        while (Stopwatch.GetElapsedTime(started) < WaitMax)
        {
            var outcome = client.Ask("GET", "/v1/snapshot");

            // Nobody there any more: it has drained and ended between two looks.
            if (!outcome.Reached || IsStopped(outcome.Reply))
            {
                return ExitCode.Done;
            }

            // This process is a client that has nothing else to do; nothing ever sets the event.
            pause.Wait(Look);
        }

        var hours = WaitMax.TotalHours;
        return terminal.Report(
            [new Problem("", $"still draining after {hours}h", "pm1 list shows what is left")], ExitCode.Refused);
    }

    private static bool IsStopped(HttpReply? reply)
    {
        if (reply is not { Status: 200 })
        {
            return false;
        }

        try
        {
            return JsonSerializer.Deserialize(reply.Body, LinkJson.Default.Snapshot)?.Phase == SupervisorPhase.Stopped;
        }
        catch (JsonException)
        {
            // Another version's snapshot: its end is still seen when its socket goes.
            return false;
        }
    }
}
