using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Init.Core.Read;
using Init.Metrics;
using Init.Runtime.Tests.Agent;
using Init.Runtime.Tests.Control;
using Xunit;

namespace Init.Runtime.Tests.Metrics;

public sealed class ConnectionCounterTests
{
    [Theory]
    [InlineData("0.0.0.0:3000", 3000)]
    [InlineData("[::]:3000", 3000)]
    [InlineData(":80", 80)]
    [InlineData("localhost:80", 80)]
    [InlineData("udp:0.0.0.0:53", null)]
    [InlineData("unix:/run/a:80", null)]
    [InlineData("inherited0", null)]
    [InlineData("[::]:0", null)]
    [InlineData("[::]:70000", null)]
    public void Port_is_found_in_what_the_snapshot_calls_it(string address, int? port) =>
        Assert.Equal(port, ConnectionCounter.Port(address));

    /// <summary>This process holds both ends; only the server's has the port.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Connections_that_a_worker_has_accepted_are_counted_and_only_when_asked_for(string address)
    {
        var ip = IPAddress.Parse(address);
        using var listener = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.DualMode = true;
        }

        listener.Bind(new IPEndPoint(ip, 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var one = Client(port);
        using var two = Client(port);
        using var waiting = Client(port);
        using var first = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        using var second = await listener.AcceptAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, await CountAsync(port, "?connections=1"));
        Assert.Null(await CountAsync(port, ""));
        Assert.Equal(0, await CountAsync(1, "?connections"));
        second.Dispose();
        Assert.Equal(1, await CountAsync(port, "?connections=true"));
    }

    [Fact]
    public void Questions_that_came_together_share_an_answer()
    {
        var counter = new ConnectionCounter();
        var snapshot = Of(80);

        Assert.Same(counter.Count(snapshot), counter.Count(snapshot));
        Assert.NotSame(counter.Count(snapshot), counter.Count(Of(80)));
    }

    private static Socket Client(int port)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Loopback, port);
        return client;
    }

    private static async Task<int?> CountAsync(int port, string query)
    {
        var door = ControlRoutes.Door(new StubSupervisor(Of(port)));
        using var list = JsonDocument.Parse((await Ask.Door(door, $"/v1/list{query}")).Text());
        var workers = list.RootElement.GetProperty("apps")[0].GetProperty("workers");

        // One without a process has no number either.
        Assert.False(workers[1].TryGetProperty("connections", out _));
        return workers[0].TryGetProperty("connections", out var count) ? count.GetInt32() : null;
    }

    private static Snapshot Of(int port)
    {
        var app = Snapshots.Running.Apps[0];
        return Snapshots.Running with
        {
            Apps =
            [
                app with
                {
                    Ports = [new PortSnapshot($"[::]:{port}", Listening: true, 0, 511, 0)],
                    Workers = [app.Workers[0] with { Pid = Environment.ProcessId }, app.Workers[1]],
                },
            ],
        };
    }
}
