using System.Text.Json.Nodes;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>`process.send` and `process.on('message')`: what goes between the program and whoever runs pm1.</summary>
public sealed class MessageTests
{
    private const string Odd = """{"a":[1,-2.5,null,true,"ä \"x\" \u2028 \ud83d\ude00"],"n":{"cmd":"NODE"}}""";

    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Message_to_an_app_reaches_every_worker_and_its_answer_is_an_event(int version)
    {
        using var folder = new TempFolder();
        await using var rolling = await Serving(folder, 2, version);
        await Send(folder, Clustered.Name, """{"type":"ping"}""");
        foreach (var pid in await rolling.Pids())
        {
            await rolling.Pm1.Out.Wait($$"""got {{pid}} \{"type":"ping"\}""");
            await Clustered.HasSent(folder, $$$"""{"type":"pong","pid":{{{pid}}},"was":{"type":"ping"}}""");
        }
    }

    [Fact]
    public async Task Message_to_a_slot_reaches_that_worker_alone()
    {
        using var folder = new TempFolder();
        await using var rolling = await Serving(folder, 3);
        await Send(folder, Clustered.Name + "/1", "\"to one\"");
        await Send(folder, Clustered.Name, "\"to all\"");
        await Poll.Until(() => Got(rolling, "\"to all\"").Length == 3, Bound.Answer, () => rolling.Pm1.Out.Text);
        Assert.Equal(Server.Text((await rolling.Pids())[1]), Assert.Single(Got(rolling, "\"to one\"")));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"word\"")]
    [InlineData("null")]
    [InlineData("false")]
    [InlineData("[1,[2]]")]
    [InlineData(Odd)]
    public async Task Any_JSON_comes_through_both_ways(string json)
    {
        using var folder = new TempFolder();
        await using var rolling = await Serving(folder, 1);
        await Send(folder, Clustered.Name, json);
        await rolling.Pm1.Out.Wait(@"got \d+ ");
        await Poll.Until(
            async () => (await Clustered.Messages(folder)).Any(
                message => JsonNode.DeepEquals(JsonNode.Parse(message)!["was"], JsonNode.Parse(json))),
            Bound.Answer, () => rolling.Pm1.Out.Text);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("")]
    [InlineData("""{"cmd":"NODE_CLUSTER","act":"disconnect"}""")]
    [InlineData("""{"cmd":"NODE_HANDLE_ACK"}""")]
    public async Task Message_that_would_kill_the_worker_is_refused(string text)
    {
        using var folder = new TempFolder();
        await using var rolling = await Serving(folder, 1);
        var before = await rolling.Pids();
        var ended = await Clustered.Verb(folder, "send", Clustered.Name, text);
        Assert.NotEqual(0, ended.Code);
        Assert.NotEmpty(ended.Error);
        await Send(folder, Clustered.Name, "1");
        await rolling.Pm1.Out.Wait(@"got \d+ 1");
        Assert.Equal(before, await rolling.Pids());
    }

    [Fact]
    public async Task Message_to_an_app_or_a_slot_that_is_not_there_is_refused()
    {
        using var folder = new TempFolder();
        await using var rolling = await Serving(folder, 1);
        Assert.Equal(3, (await Clustered.Verb(folder, "send", "nobody", "1")).Code);
        Assert.Equal(3, (await Clustered.Verb(folder, "send", Clustered.Name + "/7", "1")).Code);
    }

    [Fact]
    public async Task Messages_in_great_number_and_size_harm_nobody()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Serving(folder, 2, port: port);
        var before = await rolling.Pids();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Server.Ask(port, "/many?2000")));

        // Of so many not all are told, but when it is over, the next one is.
        await Poll.Until(
            async () =>
            {
                await Server.Ask(port, "/send?%22last%22");
                return (await Clustered.Messages(folder)).Contains("\"last\"");
            },
            Bound.Start, () => rolling.Pm1.Error.Text);
        await Clustered.EveryWorkerAnswers(rolling, port);
        Assert.Equal(before, await rolling.Pids());
    }

    /// <summary>A worker that writes to its channel by itself can harm itself, and nobody else.</summary>
    [Theory]
    [InlineData("not json\n")]
    [InlineData("\n\n\r\n")]
    [InlineData("null\n")]
    [InlineData("{\"cmd\":7}\n{\"cmd\":\"NODE_\"}\n{\"cmd\":\"NODE_SOMETHING\"}\n")]
    [InlineData("{\"cmd\":\"NODE_HANDLE_ACK\"}\n{\"cmd\":\"NODE_HANDLE_NACK\"}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\"}\n{\"cmd\":\"NODE_CLUSTER\",\"act\":\"nonsense\",\"seq\":99}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"ack\":4711,\"accepted\":true,\"seq\":99}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"close\",\"key\":\"nobody's\",\"seq\":99}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"queryServer\",\"address\":7,\"port\":\"x\",\"seq\":\"y\"}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"queryServer\",\"port\":99999,\"addressType\":4,\"seq\":98}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"queryServer\",\"fd\":1,\"port\":null,\"addressType\":null,\"seq\":97}\n")]
    [InlineData("{\"cmd\":\"NODE_CLUSTER\",\"act\":\"listening\"}\n{\"cmd\":\"NODE_CLUSTER\",\"act\":\"online\"}\n")]
    [InlineData("\"\\ud800\"\n\u00ff\u00fe\u0000\n")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n")]
    public async Task Junk_on_the_channel_is_never_fatal(string junk)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Serving(folder, 1, port: port);
        var before = await rolling.Pids();
        Assert.Equal(RequestOutcome.Ok, (await Server.Ask(port, "/junk?" + Uri.EscapeDataString(junk))).Outcome);
        Assert.Equal(RequestOutcome.Ok, (await Server.Ask(port, "/send?%22after%22")).Outcome);
        await Clustered.HasSent(folder, "\"after\"");
        await Send(folder, Clustered.Name, "\"still\"");
        await rolling.Pm1.Out.Wait("still");
        Assert.Equal(before, await rolling.Pids());
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    /// <summary>pm1 does not keep what never ends: whatever becomes of that worker, pm1 and its port go on.</summary>
    [Fact]
    public async Task Line_without_an_end_does_not_fill_pm1()
    {
        const int much = 64 << 20;
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Serving(folder, 2, port: port);
        await Server.Ask(port, $"/flood?{much}");
        var pages = Proc.Field(Proc.Status(rolling.Pm1.Pid), "VmRSS").Split(' ')[0];
        Assert.InRange(int.Parse(pages, System.Globalization.CultureInfo.InvariantCulture), 1, much / 1024);
        await rolling.Has(2);
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    /// <summary>A worker that sends a connection to its parent waits for the word that it has come: without it the
    /// worker would never say anything again.</summary>
    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Connection_that_a_worker_sends_is_taken_and_closed(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(folder, 1, [], Kit.Run(version, "handles.js", port));
        for (var times = 1; times <= 3; times++)
        {
            await Server.Ask(port, "/socket");
            await Clustered.HasSent(folder, """{"after":"socket"}""", times);
        }

        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    private static Task<Rolling> Serving(TempFolder folder, int workers, int version = Kit.Usual, int port = 0) =>
        Clustered.Serving(folder, workers, [], Kit.Run(version, "messages.js", port == 0 ? FreePort.Next() : port));

    private static async Task Send(TempFolder folder, string whom, string json)
    {
        var ended = await Clustered.Verb(folder, "send", whom, json);
        Assert.True(ended.Code == 0, ended.Error);
    }

    private static string[] Got(Rolling rolling, string json) =>
    [
        .. rolling.Pm1.Out.Lines.Where(line => line.StartsWith("got ", StringComparison.Ordinal)
            && line.EndsWith(json, StringComparison.Ordinal)).Select(line => line.Split(' ')[1]),
    ];
}
