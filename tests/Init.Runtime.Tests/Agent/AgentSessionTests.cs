using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Init.Agent;
using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Runtime.Tests.Control;
using Xunit;

namespace Init.Runtime.Tests.Agent;

public sealed class AgentSessionTests : IDisposable
{
    private readonly AgentUnderTest agent = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => agent.Dispose();

    [Fact]
    public async Task Probe_is_answered_over_http_with_the_headers_of_a_probe()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        using var response = await agent.Admin.GetAsync("/readyz?verbose", Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", $"{response.Content.Headers.ContentType}");
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.False(response.Headers.Contains("Server"));
        Assert.Equal(
            "[+]workers ok\n[+]shutdown ok\nreadyz check passed\n", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Head_has_the_length_of_the_body_and_no_body()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        using var request = new HttpRequestMessage(HttpMethod.Head, "/livez");
        using var response = await agent.Admin.SendAsync(request, Cancel);

        Assert.Equal(2, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Unknown_address_is_404_and_a_write_to_a_probe_is_405()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        using var unknown = await agent.Admin.GetAsync("/nope", Cancel);
        using var write = await agent.Admin.PostAsync("/livez", null, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, write.StatusCode);
        Assert.Equal(["GET", "HEAD"], write.Content.Headers.Allow);
    }

    [Fact]
    public async Task Admin_port_has_no_control_api()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        foreach (var (method, path) in ControlRoutes.All)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{app}", "web"));
            using var response = await agent.Admin.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(0, agent.Supervisor.Unread);
    }

    [Fact]
    public async Task Control_socket_has_everything()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        using var live = await agent.Control.GetAsync("/livez", Cancel);
        using var drain = await agent.Control.PostAsync("/v1/drain", null, Cancel);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, drain.StatusCode);
        await agent.Supervisor.NextAsync();
        Assert.Equal(CommandVerb.Drain, (await agent.Supervisor.NextAsync()).Command!.Verb);
    }

    [Fact]
    public async Task Body_beyond_every_bound_is_413_and_a_wrong_one_400()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        using var huge = Json(new string(' ', DoorLimits.BodyBytesMax + 1));
        using var tooLarge = await agent.Control.PostAsync("/v1/apps/web/scale", huge, Cancel);
        using var wrong = Json("{");
        using var notJson = await agent.Control.PostAsync("/v1/apps/web/scale", wrong, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Contains("\"error\":", await tooLarge.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, notJson.StatusCode);
        Assert.Equal(0, agent.Supervisor.Unread);
    }

    [Fact]
    public async Task Refused_command_is_answered_with_what_the_supervisor_says()
    {
        using var body = Json("""{"workers":"+1"}""");
        var post = agent.Control.PostAsync("/v1/apps/web/scale", body, Cancel);
        agent.Supervisor.Reply((await agent.Supervisor.NextAsync()).Id, Snapshots.Running);
        var request = await agent.Supervisor.NextAsync();
        agent.Supervisor.Reply(request.Id, Snapshots.Running, new Refusal(RefusalKind.Conflict, "draining", "wait"));
        using var response = await post;

        Assert.Equal(new Command(CommandVerb.Scale, "web", "+1"), request.Command);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("""{"error":"draining","hint":"wait"}""", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Events_are_followed_until_the_link_ends()
    {
        agent.Supervisor.Tell(Some.News(1, 2));
        using var response = await agent.Control.GetAsync(
            "/v1/events?follow=1", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        Assert.Contains("\"id\":1,", await lines.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("\"id\":2,", await lines.ReadLineAsync(Cancel), StringComparison.Ordinal);
        agent.Supervisor.Tell(Some.News(3, 3));
        Assert.Contains("\"id\":3,", await lines.ReadLineAsync(Cancel), StringComparison.Ordinal);
        agent.Supervisor.Hangup();
        Assert.Null(await lines.ReadLineAsync(Cancel));
    }

    [Fact]
    public async Task Connections_to_the_admin_port_are_counted_and_reported()
    {
        agent.Supervisor.Answers = Snapshots.Running;
        for (var i = 0; i < 3; i++)
        {
            using var once = new HttpRequestMessage(HttpMethod.Get, "/livez");
            once.Headers.ConnectionClose = true;
            using var response = await agent.Admin.SendAsync(once, Cancel);
        }

        using var control = await agent.Control.GetAsync("/livez", Cancel);
        LinkRequest last = await agent.Supervisor.NextAsync();
        while (agent.Supervisor.Unread > 0)
        {
            last = await agent.Supervisor.NextAsync();
        }

        Assert.Equal(3, last.Accepted);
    }

    [Fact]
    public async Task Silent_supervisor_makes_livez_fail_within_the_bound()
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await agent.Admin.GetAsync("/livez", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.StartsWith("[-]supervisor failed: ", await response.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(started), LinkClient.AskWait / 2, LinkClient.AskWait * 5);
    }

    [Fact]
    public async Task Request_line_beyond_the_limit_is_refused()
    {
        using var response = await agent.Admin.GetAsync(
            "/livez?" + new string('x', DoorLimits.RequestLineBytesMax), Cancel);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
    }

    [Fact]
    public async Task Nothing_but_http_1_is_spoken()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(agent.AdminAddress, Cancel);
        await client.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), Cancel);
        var goAway = new byte[17];
        await client.GetStream().ReadExactlyAsync(goAway, Cancel);

        // RFC 9113: a frame of type 7 is GOAWAY, error 13 is HTTP_1_1_REQUIRED.
        Assert.Equal(7, goAway[3]);
        Assert.Equal(13, goAway[16]);
    }

    [Fact]
    public async Task Stop_ends_the_agent_cleanly()
    {
        agent.Supervisor.Stop(Snapshots.Of(0, 2, SupervisorPhase.Stopped), flushMilliseconds: 100);

        Assert.Equal(0, await agent.Exit);
        Assert.Equal("", agent.Errors.ToString());
    }

    [Fact]
    public async Task End_of_the_link_ends_the_agent_cleanly()
    {
        agent.Supervisor.Hangup();

        Assert.Equal(0, await agent.Exit);
    }

    [Fact]
    public async Task Broken_link_ends_the_agent_with_an_error_of_pm1_itself()
    {
        agent.Supervisor.SendHeader(LinkFrame.BodyBytesMax + 1);

        Assert.Equal(ExitCodes.Internal, await agent.Exit);
        Assert.StartsWith("pm1: cannot read what the supervisor sends", agent.Errors.ToString(),
            StringComparison.Ordinal);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, Ask.JsonType);
}
