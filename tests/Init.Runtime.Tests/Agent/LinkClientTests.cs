using System.Net.Sockets;
using Init.Agent;
using Init.Core.Link;
using Init.Core.Read;
using Xunit;

namespace Init.Runtime.Tests.Agent;

public sealed class LinkClientTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private static readonly Command Drain = new(CommandVerb.Drain);
    private static readonly Command Reload = new(CommandVerb.Reload, "web");

    private readonly FakeSupervisor supervisor = FakeSupervisor.Create();

    public void Dispose() => supervisor.Dispose();

    [Fact]
    public async Task Ask_gets_the_snapshot_of_its_reply()
    {
        var client = Client(Long, accepted: 7);
        _ = client.RunAsync();
        var ask = client.AskAsync();
        var request = await supervisor.NextAsync();
        supervisor.Reply(request.Id, Snapshots.Running);

        Assert.Equal(LinkRequestKind.Snapshot, request.Kind);
        Assert.Equal(7, request.Accepted);
        Assert.Equal("web", (await ask)!.Apps[0].Name);
    }

    [Fact]
    public async Task Asks_that_arrive_while_one_is_under_way_share_the_next_one()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        var first = client.AskAsync();
        var later = Enumerable.Range(0, 100).Select(_ => client.AskAsync()).ToList();
        var one = await supervisor.NextAsync();
        Assert.Equal(0, supervisor.Unread);

        supervisor.Reply(one.Id, Snapshots.Of(ready: 1, wanted: 2));
        Assert.Equal(1, (await first)!.Apps[0].Ready);
        var two = await supervisor.NextAsync();
        supervisor.Reply(two.Id, Snapshots.Running);

        Assert.All(await Task.WhenAll(later), s => Assert.Equal(2, s!.Apps[0].Ready));
        Assert.Equal(0, supervisor.Unread);
    }

    [Fact]
    public async Task Silent_supervisor_is_waited_for_no_longer_than_the_bound_and_asked_once()
    {
        var client = Client(Short);
        _ = client.RunAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await client.AskAsync());
        }

        await supervisor.NextAsync();
        Assert.Equal(0, supervisor.Unread);
    }

    [Fact]
    public async Task Slow_supervisor_is_believed_again_once_it_answers()
    {
        var client = Client(Short);
        _ = client.RunAsync();
        Assert.Null(await client.AskAsync());
        supervisor.Answers = Snapshots.Running;
        supervisor.Reply((await supervisor.NextAsync()).Id, Snapshots.Running);

        Snapshot? snapshot = null;
        while (snapshot is null)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            snapshot = await client.AskAsync();
        }
    }

    [Fact]
    public async Task Vitals_do_not_wait_for_an_unanswered_snapshot()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        var snapshot = client.AskAsync();
        await supervisor.NextAsync();
        var vitals = client.AskVitalsAsync();
        var request = await supervisor.NextAsync();
        supervisor.ReplyVitals(request.Id, Snapshots.Of(1, 2, SupervisorPhase.Draining));

        Assert.Equal(LinkRequestKind.Vitals, request.Kind);
        Assert.Equal(SupervisorPhase.Draining, (await vitals)!.Phase);
        Assert.Equal(new AppVitals("web", Wanted: 2, Ready: 1, Started: true), (await vitals)!.Apps.Single());
        Assert.False(snapshot.IsCompleted);
    }

    [Fact]
    public async Task Vitals_of_a_silent_supervisor_are_waited_for_no_longer_than_the_bound_and_asked_once()
    {
        var client = Client(Short);
        _ = client.RunAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await client.AskVitalsAsync());
        }

        await supervisor.NextAsync();
        Assert.Equal(0, supervisor.Unread);
    }

    [Fact]
    public async Task Drain_does_not_wait_for_an_unanswered_snapshot()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        _ = client.AskAsync();
        await supervisor.NextAsync();
        var drain = client.CommandAsync(Drain);
        var request = await supervisor.NextAsync();
        supervisor.Reply(request.Id, Snapshots.Of(2, 2, SupervisorPhase.Draining));

        Assert.Equal((LinkRequestKind.Command, Drain), (request.Kind, request.Command));
        Assert.Equal(SupervisorPhase.Draining, (await drain)!.Snapshot.Phase);
    }

    [Fact]
    public async Task Each_command_gets_its_own_reply_in_whatever_order()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        var scale = client.CommandAsync(new Command(CommandVerb.Scale, "web", "+1"));
        var reload = client.CommandAsync(Reload);
        var first = await supervisor.NextAsync();
        var second = await supervisor.NextAsync();
        supervisor.Reply(second.Id, Snapshots.Running);
        supervisor.Reply(first.Id, Snapshots.Running, new Refusal(RefusalKind.Conflict, "no"));

        Assert.Equal(("+1", "web"), (first.Command!.Text, second.Command!.App));
        Assert.Equal("no", (await scale)!.Refusal!.Problem);
        Assert.Null((await reload)!.Refusal);
    }

    [Fact]
    public async Task Commands_without_an_answer_are_bounded_and_drain_is_beyond_the_bound()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        var waiting = Enumerable.Range(0, CommandQueue.UnansweredMax).Select(_ => client.CommandAsync(Reload)).ToList();
        Assert.Null(await client.CommandAsync(Reload));

        var drains = Enumerable.Range(0, 100).Select(_ => client.CommandAsync(Drain)).ToList();
        supervisor.Answers = Snapshots.Running;
        for (var i = 0; i < CommandQueue.UnansweredMax; i++)
        {
            supervisor.Reply((await supervisor.NextAsync()).Id, Snapshots.Running);
        }

        Assert.Equal(CommandVerb.Drain, (await supervisor.NextAsync()).Command!.Verb);
        Assert.All(await Task.WhenAll(waiting), Assert.NotNull);
        Assert.NotNull(await client.CommandAsync(Reload));
        _ = drains;
    }

    [Fact]
    public async Task News_come_with_any_message_and_are_not_answered()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        var change = client.News.Change();
        supervisor.Tell(Some.News(1, 3));
        await change;
        Assert.Equal(3, client.News.LastId);
        _ = client.AskAsync();

        Assert.Equal(LinkRequestKind.Snapshot, (await supervisor.NextAsync()).Kind);
    }

    [Fact]
    public async Task End_of_the_link_answers_everyone_who_waits_with_nothing()
    {
        var client = Client(Long);
        var link = client.RunAsync();
        var asks = new[] { client.AskAsync(), client.AskAsync() };
        var vitals = new[] { client.AskVitalsAsync(), client.AskVitalsAsync() };
        var commands = new[] { client.CommandAsync(Drain), client.CommandAsync(Reload) };
        supervisor.Hangup();

        Assert.Equal(LinkEnd.Closed, await link);
        Assert.All(await Task.WhenAll(asks), Assert.Null);
        Assert.All(await Task.WhenAll(vitals), Assert.Null);
        Assert.All(await Task.WhenAll(commands), Assert.Null);
        Assert.True(client.News.IsOver);
        Assert.Null(await client.CommandAsync(Reload));
        Assert.Null(await client.AskAsync());
    }

    [Fact]
    public async Task Outcome_of_a_check_is_told()
    {
        var client = Client(Long);
        _ = client.RunAsync();
        var result = new CheckResult(1, 2, 3, "status 500");
        client.Report(result);
        var told = await supervisor.NextAsync();
        Assert.Equal((LinkRequestKind.Checked, result), (told.Kind, told.Check));
    }

    [Fact]
    public void Supervisor_that_does_not_read_is_not_waited_for()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var address = new UnixDomainSocketEndPoint($"\0pm1-test-{Guid.NewGuid():N}");
        listener.Bind(address);
        listener.Listen(1);
        using var agentEnd = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        agentEnd.Connect(address);
        var client = new LinkClient(agentEnd, () => 0, Long);
        for (var i = 0; i < 20_000; i++)
        {
            client.Report(new CheckResult(1, 2, 3, "status 500"));
        }
    }

    [Fact]
    public async Task Stop_ends_the_link_with_its_last_snapshot()
    {
        var link = Client(Long).RunAsync();
        supervisor.Reply(0, Snapshots.Running);
        supervisor.Stop(Snapshots.Of(0, 2, SupervisorPhase.Stopped), flushMilliseconds: 300);

        var stop = (await link).Stop!;
        Assert.Equal(300, stop.FlushMilliseconds);
        Assert.Equal(SupervisorPhase.Stopped, stop.Snapshot!.Phase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LinkFrame.BodyBytesMax + 1)]
    [InlineData(-1)]
    public async Task Frame_out_of_bounds_breaks_the_link(int bodyBytes)
    {
        var link = Client(Long).RunAsync();
        supervisor.SendHeader(bodyBytes);

        Assert.Contains("frame", (await link).Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_that_is_no_reply_breaks_the_link()
    {
        var link = Client(Long).RunAsync();
        supervisor.SendHeader(4);
        supervisor.SendRaw("oops"u8.ToArray());

        Assert.NotNull((await link).Broken);
    }

    [Fact]
    public async Task Link_that_ends_inside_a_frame_is_closed()
    {
        var link = Client(Long).RunAsync();
        supervisor.SendHeader(4);
        supervisor.Hangup();

        Assert.Equal(LinkEnd.Closed, await link);
    }

    private LinkClient Client(TimeSpan wait, long accepted = 0) => new(supervisor.AgentEnd, () => accepted, wait);
}
