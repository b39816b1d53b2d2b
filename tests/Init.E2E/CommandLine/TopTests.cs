using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Init.E2E.Harness;

namespace Init.E2E.CommandLine;

public sealed class TopTests
{
    private const int Clients = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Those of nginx are held by a child of what pm1 started.</summary>
    [Theory]
    [InlineData("node", 2)]
    [InlineData("nginx", 1)]
    public async Task Connections_of_each_worker_are_shown(string program, int workers)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--workers", Server.Text(workers), "--socket", folder["control.sock"]],
            Server.Named(program, port, folder)).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        using var http = UnixHttp.Client(folder["control.sock"]);
        var clients = Enumerable.Range(0, Clients).Select(_ => Connected(port)).ToList();
        await Counted(http, pm1, Clients);

        var top = await Launch.Verb("top", "--socket", folder["control.sock"]).Finish(folder);
        Assert.Equal((0, ""), (top.Code, top.Error));
        Assert.Equal(Clients, Column(top.Output, "CONNS").Sum(int.Parse));
        Assert.DoesNotContain("connections", await List(http, ""), StringComparison.Ordinal);
        clients[0].Dispose();
        clients[1].Dispose();
        await Counted(http, pm1, Clients - 2);
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>Its descriptors can be listed there, but not what they are: none of them is not what is to be said.
    /// </summary>
    [Fact]
    public async Task Another_users_worker_that_cannot_be_looked_into_has_no_number()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            [
                "--workers", "1", "--user", "12345", "--listen", $"127.0.0.1:{Server.Text(port)}",
                "--socket", folder["control.sock"],
            ],
            ["/bin/sleep", "1000"]).Under(Wrap.Untracing).Start(folder);
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        using var http = UnixHttp.Client(folder["control.sock"]);
        Assert.DoesNotContain("connections", await List(http, "?connections=1"), StringComparison.Ordinal);
        var top = await Launch.Verb("top", "--socket", folder["control.sock"]).Finish(folder);
        Assert.Equal(["-"], Column(top.Output, "CONNS"));
    }

    private static Socket Connected(int port)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Loopback, port);
        return client;
    }

    private static Task Counted(HttpClient http, Running pm1, int count) => Poll.Until(
        async () =>
        {
            using var list = JsonDocument.Parse(await List(http, "?connections=1"));
            var workers = list.RootElement.GetProperty("apps")[0].GetProperty("workers");
            return workers.EnumerateArray().Sum(worker => worker.GetProperty("connections").GetInt32()) == count;
        },
        Bound.Answer,
        () => $"{count} connections are not seen: {pm1.Error.Text}");

    private static async Task<string> List(HttpClient http, string query)
    {
        using var response = await http.GetAsync(new Uri($"http://pm1/v1/list{query}"), Cancel);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>What stands below a head.</summary>
    private static IEnumerable<string> Column(string frame, string head)
    {
        var lines = frame.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(line => !line.Contains("SLOT", StringComparison.Ordinal)).ToList();
        var at = lines[0].IndexOf(head, StringComparison.Ordinal);
        return lines.Skip(1).Select(line => line[at..].Split(' ')[0]);
    }
}
