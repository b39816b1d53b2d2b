using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Init.E2E.Harness;

namespace Init.E2E.NodeCluster;

/// <summary>UDP is shared whatever the balance is, as with Node's own primary.</summary>
public sealed class DatagramTests
{
    public static TheoryData<int, string> All => new MatrixTheoryData<int, string>(Kit.Versions, ["shared", "round-robin"]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_worker_answers(int version, string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance, "--ready", "after:50ms"], Kit.Run(version, "udp.js", port, """{"type":"udp4"}"""));
        await Bind(rolling.Pm1, 3);
        var answers = await Answers(IPAddress.Loopback, port, 3, rolling.Pm1);
        Assert.Equal(rolling.Pm1.Workers.Select(Server.Text).Order(), answers.Select(answer => answer.Split(' ')[0]).Order());
    }

    /// <summary>A worker that has bound is ready, as where pm1 sees the bind itself.</summary>
    [Fact]
    public async Task Worker_that_has_bound_is_ready()
    {
        using var folder = new TempFolder();
        await using var rolling = await Clustered.Serving(
            folder, 2, [], Kit.Run("udp.js", FreePort.Next(), """{"type":"udp4","reuseAddr":true}"""));
        await Bind(rolling.Pm1, 2);
    }

    [Fact]
    public async Task Ipv4_and_ipv6_only_sockets_of_one_port_are_both_shared()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--ready", "after:50ms"],
            Kit.Run("udp.js", port, """{"type":"udp4","address":"127.0.0.1"}""", """{"type":"udp6","ipv6Only":true}"""));
        await Bind(rolling.Pm1, 4);
        Assert.All(await Answers(IPAddress.Loopback, port, 1, rolling.Pm1), answer => Assert.EndsWith("udp4 word", answer));
        Assert.All(await Answers(IPAddress.IPv6Loopback, port, 1, rolling.Pm1), answer => Assert.EndsWith("udp6 word", answer));
    }

    [Fact]
    public async Task Port_0_is_one_port_which_all_workers_share()
    {
        using var folder = new TempFolder();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--ready", "after:50ms"], Kit.Run("udp.js", 0, """{"type":"udp4"}"""));
        await Bind(rolling.Pm1, 3);
        var ports = rolling.Pm1.Out.Lines.Select(line => line.Split("\"port\":")[1].TrimEnd('}')).Distinct();
        await Answers(IPAddress.Loopback, int.Parse(Assert.Single(ports), CultureInfo.InvariantCulture), 3, rolling.Pm1);
    }

    [Fact]
    public async Task Exclusive_socket_is_the_workers_own()
    {
        using var folder = new TempFolder();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--ready", "after:50ms"],
            Kit.Run("udp.js", FreePort.Next(), """{"type":"udp4","exclusive":true}"""));
        await rolling.Pm1.Out.Wait("error EADDRINUSE");
        await Bind(rolling.Pm1, 1);
    }

    [Fact]
    public async Task Descriptor_that_pm1_was_started_with_can_be_bound_to()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--ready", "after:50ms"], Kit.Run("udp.js", 0, """{"type":"udp4","fd":3}"""),
            launch => launch.Under(Tool.Python, Shipped.Source("passes.py"), "udp", Server.Text(port)));
        await Bind(rolling.Pm1, 2);
        await Answers(IPAddress.Loopback, port, 2, rolling.Pm1);
    }

    [Fact]
    public async Task Words_are_answered_during_a_reload()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--ready", "after:50ms"], Kit.Run("udp.js", port, """{"type":"udp4"}"""));
        await Bind(rolling.Pm1, 2);
        var before = await Answers(IPAddress.Loopback, port, 2, rolling.Pm1);
        Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
        await rolling.Has(2);
        Assert.Empty((await Answers(IPAddress.Loopback, port, 2, rolling.Pm1)).Intersect(before));
    }

    private static Task Bind(Running pm1, int sockets) => Poll.Until(
        () => pm1.Out.Lines.Count(line => line.StartsWith("bound", StringComparison.Ordinal)) == sockets,
        Bound.Start, () => pm1.Out.Text);

    /// <summary>Asks in bursts, as the workers take in turns only what comes faster than one of them is.</summary>
    private static async Task<IReadOnlySet<string>> Answers(IPAddress address, int port, int count, Running pm1)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new IPEndPoint(address, port));
        var answers = new HashSet<string>();
        var buffer = new byte[256];
        await Poll.Until(
            async () =>
            {
                for (var i = 0; i < 64; i++)
                {
                    await socket.SendAsync("word"u8.ToArray());
                }

                while (socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead))
                {
                    answers.Add(Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
                }

                return answers.Count >= count;
            },
            Bound.Start, () => $"{string.Join(", ", answers)}: {pm1.Error.Text}");
        return answers;
    }
}
