using System.Diagnostics;
using System.Text.Json;
using Init.Core.Config;
using Init.Core.Link;
using Init.Core.Read;

namespace Init.Cli;

/// <summary>Looks at an app again and again until something is decided. An agent that is started again meanwhile, or
/// a machine that is starved, is no reason to give up.</summary>
internal sealed class AppWatch(Talk talk, Terminal terminal, string app)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Without an answer.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);

    /// <summary>Longer than anything that pm1 itself does not end before.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    /// <param name="decide">The exit code, or null: not yet.</param>
    /// <param name="what">`the reload`: what would not be over.</param>
    public int Until(Func<AppSnapshot, int?> decide, string what)
    {
        var started = Stopwatch.GetTimestamp();
        var heard = started;
        using var pause = new ManualResetEventSlim();
        while (Stopwatch.GetElapsedTime(started) < WaitMax)
        {
            var outcome = talk.Client.Ask("GET", $"/v1/apps/{Talk.Escape(app)}");
            if (!outcome.Reached)
            {
                return Refuse($"pm1 is gone before {what} was over", "look at its log");
            }

            if (outcome.Reply is { Status: 200 } reply)
            {
                heard = Stopwatch.GetTimestamp();
                if (App(reply.Body) is not { } now)
                {
                    return talk.Strange();
                }

                if (decide(now) is { } code)
                {
                    return code;
                }
            }
            else if (outcome.Reply is { Status: < 500 } || Stopwatch.GetElapsedTime(heard) > SilenceMax)
            {
                return talk.Complain(outcome, $"see how {what} goes on");
            }

            // This process is a client that has nothing else to do; nothing ever sets the event.
            pause.Wait(Look);
        }

        return Refuse($"{what} is not over after {WaitMax.TotalHours}h", "pm1 describe shows why");
    }

    private int Refuse(string message, string hint) =>
        terminal.Report([new Problem("", message, hint)], ExitCode.Refused);

    private static AppSnapshot? App(string body) => Talk.Read(() =>
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("app").Deserialize(LinkJson.Default.AppSnapshot);
    });
}
