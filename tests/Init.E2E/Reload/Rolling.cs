using System.Net;
using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.Reload;

/// <summary>A pm1 that serves, and what its control socket says of it.</summary>
internal sealed class Rolling : IAsyncDisposable
{
    private static readonly Uri Question = new("http://pm1/v1/snapshot");
    private readonly HttpClient http;

    private Rolling(Running pm1, string socket)
    {
        Pm1 = pm1;
        http = UnixHttp.Client(socket);
    }

    public Running Pm1 { get; }

    /// <param name="options">Of run.</param>
    /// <param name="command">Of the app.</param>
    /// <param name="folder">Of this pm1 alone.</param>
    /// <param name="how">What else its start takes.</param>
    public static async Task<Rolling> Serving(
        string[] options, string[] command, TempFolder folder, Func<Launch, Launch>? how = null)
    {
        var launch = Launch.Run(["--socket", folder["control.sock"], .. options], command);
        var pm1 = (how?.Invoke(launch) ?? launch).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        return new Rolling(pm1, folder["control.sock"]);
    }

    /// <summary>The app in the snapshot.</summary>
    public async Task<JsonElement> App()
    {
        var text = "";
        await Poll.Until(
            async () =>
            {
                // A machine that is too busy for its answer in time has it at the next question.
                using var answer = await http.GetAsync(Question);
                text = await answer.Content.ReadAsStringAsync();
                return answer.StatusCode != HttpStatusCode.ServiceUnavailable;
            },
            Bound.Answer, () => $"{text}\n{Pm1.Error.Text}");
        using var snapshot = JsonDocument.Parse(text);
        return snapshot.RootElement.GetProperty("apps")[0].Clone();
    }

    public async Task<IReadOnlyList<int>> Pids() => Pids(await App());

    public static IReadOnlyList<int> Pids(JsonElement app) =>
        [.. app.GetProperty("workers").EnumerateArray().Select(worker => worker.GetProperty("pid").GetInt32())];

    public async Task<int> Generation() => (await App()).GetProperty("generation").GetInt32();

    /// <summary>Begun and not over.</summary>
    public async Task Begin(int signal = Signals.HUP)
    {
        var generation = await Generation();
        Pm1.Signal(signal);
        await Until(app => app.GetProperty("generation").GetInt32() > generation);
    }

    /// <summary>From the signal to the end.</summary>
    /// <returns>What the snapshot says of it.</returns>
    public async Task<JsonElement> Reload(int signal = Signals.HUP)
    {
        await Begin(signal);
        return await Over();
    }

    public async Task<JsonElement> Over() => (await Until(
        app => app.GetProperty("reload").GetProperty("outcome").GetString() != "running")).GetProperty("reload");

    public async Task<JsonElement> Until(Func<JsonElement, bool> condition)
    {
        JsonElement app = default;
        await Poll.Until(
            async () => condition(app = await App()), Bound.Build, () => $"{app}\n{Pm1.Error.Text}");
        return app;
    }

    /// <summary>So many workers, ready, and nobody else.</summary>
    public Task<JsonElement> Has(int workers) => Until(app => app.GetProperty("ready").GetInt32() == workers
        && app.GetProperty("wanted").GetInt32() == workers && Pids(app).Count == workers);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Pm1.DisposeAsync();
    }
}
