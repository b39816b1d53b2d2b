using System.Text.Json;
using Init.Core.Config;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Cli;

/// <summary>What the verbs about a running pm1 share: asking, and saying what went wrong.</summary>
internal sealed class Talk(ControlClient client, Terminal terminal)
{
    public static Talk With(ParsedArguments arguments, Terminal terminal) =>
        new(ControlClient.Create(arguments, terminal), terminal);

    public ControlClient Client => client;

    /// <param name="what">`list`: what could not be done where it fails.</param>
    /// <param name="code">What to exit with where it fails, after that was said.</param>
    /// <returns>null: it failed.</returns>
    public string? Ask(string method, string target, string body, string what, out int code)
    {
        var outcome = client.Ask(method, target, body);
        code = Complain(outcome, what);
        return code == ExitCode.Done ? outcome.Reply!.Body : null;
    }

    /// <returns>The exit code, after what is wrong was said; 0: nothing is.</returns>
    public int Complain(ControlOutcome outcome, string what)
    {
        if (outcome.Reply is not { } reply)
        {
            return terminal.Report([outcome.Problem!], outcome.Reached ? ExitCode.Refused : ExitCode.NotReached);
        }

        return reply.Status is >= 200 and < 300
            ? ExitCode.Done
            : terminal.Report([Refusal(reply, what)], ExitCode.Refused);
    }

    /// <summary>As it was written, or the only one that there is.</summary>
    /// <returns>null: it could not be told; the code is that of the problem, which has been said.</returns>
    public string? App(string? written, out int code)
    {
        code = ExitCode.Done;
        if (written is not null)
        {
            return written;
        }

        if (Ask("GET", "/v1/list", "", "list the apps", out code) is not { } list)
        {
            return null;
        }

        var names = Names(list);
        if (names is [var only])
        {
            return only;
        }

        code = names is null
            ? Strange()
            : terminal.Report([new Problem(
                "", names.Count == 0 ? "there is no app" : $"there are {names.Count} apps",
                names.Count == 0 ? "" : $"name one of {string.Join(", ", names)}")]);
        return null;
    }

    /// <summary>A POST about an app.</summary>
    /// <returns>The app after it; null: it failed, which has been said.</returns>
    public AppSnapshot? Order(string app, string word, string body, out int code)
    {
        if (Ask("POST", $"/v1/apps/{Escape(app)}/{word}", body, $"{word} {app}", out code) is not { } answer)
        {
            return null;
        }

        var after = Read(() => JsonSerializer.Deserialize(answer, LinkJson.Default.AppSnapshot));
        code = after is null ? Strange() : ExitCode.Done;
        return after;
    }

    /// <summary>The answer has another shape than this version knows.</summary>
    public int Strange() => terminal.Report(
        [new Problem(
            "", "pm1 answered in a way that is not understood here", "use the pm1 of the same version, or --json")],
        ExitCode.Refused);

    /// <returns>null: it has another shape.</returns>
    public static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public static string Escape(string app) => Uri.EscapeDataString(app);

    /// <summary>A name as JSON writes it, quotes included.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <returns>null: it has another shape.</returns>
    public static IReadOnlyList<string>? Names(string list) => Read<IReadOnlyList<string>>(() =>
    {
        using var json = JsonDocument.Parse(list);
        return [.. json.RootElement.GetProperty("apps").EnumerateArray().Select(app => $"{app.GetProperty("name")}")];
    });

    private static Problem Refusal(HttpReply reply, string what)
    {
        var said = Read(() =>
        {
            using var json = JsonDocument.Parse(reply.Body);
            return new Problem(
                "", $"cannot {what}: {json.RootElement.GetProperty("error").GetString()}",
                $"{json.RootElement.GetProperty("hint").GetString()}");
        });
        return said ?? new Problem("", $"cannot {what}: {reply.Status} {reply.Body.Trim()}", "");
    }
}
