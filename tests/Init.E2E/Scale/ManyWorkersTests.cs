using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.Scale;

/// <summary>What is done for each worker must not be done for each of the others too: with so many of them a reload
/// would take a minute, and nobody would be answered meanwhile.</summary>
public sealed class ManyWorkersTests
{
    private const int Workers = 200;

    /// <summary>A question that is just being answered.</summary>
    private const int DescriptorsMore = 4;

    [Fact]
    public async Task Two_hundred_workers_start_are_listed_reload_and_drain()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--workers", Server.Text(Workers), "--reload-surge", "50", "--socket", folder["control.sock"]],
            Server.C(port)).Start(folder);
        using var http = UnixHttp.Client(folder["control.sock"]);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        await Settled(http, pm1, generation: 1);
        Assert.Equal(Workers, pm1.Workers.Count);
        var list = await Launch.Verb("list", "--socket", folder["control.sock"]).Finish(folder);
        Assert.Equal(0, list.Code);
        Assert.All(pm1.Workers, pid => Assert.Matches($@"(?m)^.*\b{pid}\b.*\bready\b.*$", list.Output));

        // The first reload makes what lasts: a second queue for every port.
        var first = pm1.Workers;
        pm1.Signal(Signals.HUP);
        await Settled(http, pm1, generation: 2);
        Assert.Empty(pm1.Workers.Intersect(first));
        var before = Descriptors(pm1);
        pm1.Signal(Signals.HUP);
        await Settled(http, pm1, generation: 3);
        Assert.InRange(Descriptors(pm1), 1, before + DescriptorsMore);
        Assert.Equal(RequestOutcome.Ok, (await Server.Ask(port)).Outcome);
        pm1.Signal(Signals.TERM);
        Assert.Equal(0, await pm1.Exit());
    }

    private static int Descriptors(Running pm1) => Directory.GetFileSystemEntries($"/proc/{pm1.Pid}/fd").Length;

    /// <summary>Nobody but the workers of this generation is left.</summary>
    private static Task Settled(HttpClient http, Running pm1, int generation) => Poll.Until(
        async () =>
        {
            using var response = await http.GetAsync(
                new Uri("http://pm1/v1/snapshot"), TestContext.Current.CancellationToken);
            using var snapshot = JsonDocument.Parse(
                await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var app = snapshot.RootElement.GetProperty("apps")[0];
            return app.GetProperty("ready").GetInt32() == Workers
                && app.GetProperty("workers").GetArrayLength() == Workers
                && app.GetProperty("workers").EnumerateArray()
                    .All(worker => worker.GetProperty("generation").GetInt32() == generation)
                && (app.GetProperty("reload") is not { ValueKind: JsonValueKind.Object } reload
                    || reload.GetProperty("outcome").GetString() == "done");
        },
        Bound.Start,
        () => $"generation {generation} is not there: {pm1.Error.Text}");
}
