using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Init.E2E.Harness;
using Init.E2E.Reload;

namespace Init.E2E.NodeCluster;

/// <summary>What listen() can be given, and how often. `listen.js` answers with its pid and with its own address.</summary>
public sealed class ListenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Clustered.AllBalances), MemberType = typeof(Clustered))]
    public async Task Two_servers_in_one_program_are_both_shared(string balance)
    {
        using var folder = new TempFolder();
        var (first, second) = (FreePort.Next(), FreePort.Next());
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance],
            Kit.Run("listen.js", Json(new { port = first }), Json(new { port = second, host = "127.0.0.1", backlog = 77 })));
        var one = await Clustered.EveryWorkerAnswers(rolling, first);
        var two = await Clustered.EveryWorkerAnswers(rolling, second);
        Assert.All(one, answer => Assert.EndsWith($$"""{"address":"::","family":"IPv6","port":{{first}}}""", answer));
        Assert.All(two, answer => Assert.EndsWith($$"""{"address":"127.0.0.1","family":"IPv4","port":{{second}}}""", answer));
    }

    [Theory]
    [InlineData(18, "shared")]
    [InlineData(22, "round-robin")]
    [InlineData(26, "shared")]
    public async Task Port_0_twice_is_two_ports_which_all_workers_share(int version, string balance)
    {
        using var folder = new TempFolder();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Kit.Run(version, "listen.js", """{"port":0}""", """{"port":0}"""));
        await Poll.Until(() => Listening(rolling).Count == 6, Bound.Start, () => rolling.Pm1.Out.Text);
        var ports = Listening(rolling).Select(line => Regex(line, @"""port"":(\d+)")).GroupBy(port => port).ToArray();
        Assert.Equal([3, 3], ports.Select(port => port.Count()));
        foreach (var port in ports)
        {
            await Clustered.EveryWorkerAnswers(rolling, int.Parse(port.Key, CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("shared")]
    [InlineData("round-robin")]
    public async Task Ipv6_only_is_that_and_dual_stack_is_both(string balance)
    {
        using var folder = new TempFolder();
        var (only, dual) = (FreePort.Next(), FreePort.Next());
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance],
            Kit.Run("listen.js", Json(new { port = only, host = "::", ipv6Only = true }), Json(new { port = dual, host = "::" })));
        using var http = new HttpClient();
        Assert.Contains("\"IPv6\"", await http.GetStringAsync(Url("[::1]", only), Cancel));
        Assert.Contains("\"IPv6\"", await http.GetStringAsync(Url("[::1]", dual), Cancel));
        Assert.Equal(RequestOutcome.Ok, (await Server.Ask(dual)).Outcome);
        Assert.Equal(RequestOutcome.Refused, (await Server.Ask(only)).Outcome);
    }

    [Theory]
    [InlineData(18, "shared")]
    [InlineData(18, "round-robin")]
    [InlineData(22, "shared")]
    [InlineData(26, "round-robin")]
    public async Task Unix_socket_is_shared_and_gone_with_pm1(int version, string balance)
    {
        using var folder = new TempFolder();
        var path = folder["app.sock"];
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Kit.Run(version, "listen.js", Json(new { path })));
        var answers = await Unix(path, 3, rolling);
        Assert.All(answers, answer => Assert.EndsWith($"\"{path}\"", answer));
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit());
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("shared")]
    [InlineData("round-robin")]
    public async Task Unix_socket_is_readable_and_writable_for_all_where_the_program_says_so(string balance)
    {
        using var folder = new TempFolder();
        var path = folder["app.sock"];
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance],
            Kit.Run("listen.js", Json(new { path, readableAll = true, writableAll = true })));
        await Unix(path, 2, rolling);
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal(all, File.GetUnixFileMode(path) & all);
    }

    /// <summary>Node makes such a path absolute by its working folder, which need not be pm1's.</summary>
    [Fact]
    public async Task Unix_socket_by_a_relative_path_is_in_the_folder_of_the_worker()
    {
        using var folder = new TempFolder();
        var place = folder.Make("place");
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--cwd", place], Kit.Run("listen.js", """{"path":"app.sock"}"""));
        await Unix(Path.Combine(place, "app.sock"), 2, rolling);
    }

    /// <summary>What a pm1 that was killed leaves in a folder that outlives it.</summary>
    [Fact]
    public async Task Unix_socket_that_nobody_listens_on_is_taken_over()
    {
        using var folder = new TempFolder();
        var path = folder["app.sock"];
        using (var before = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            before.Bind(new UnixDomainSocketEndPoint(path));
            before.Listen();
            File.Move(path, path + ".kept");
        }

        File.Move(path + ".kept", path);
        await using var rolling = await Clustered.Serving(folder, 2, [], Kit.Run("listen.js", Json(new { path })));
        await Unix(path, 2, rolling);
    }

    [Theory]
    [InlineData("shared", "/")]
    [InlineData("round-robin", "/usr")]
    public async Task Abstract_socket_is_shared(string balance, string cwd)
    {
        using var folder = new TempFolder();
        var name = $"\0pm1-e2e-{Guid.NewGuid():N}";
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance, "--cwd", cwd], Kit.Run("listen.js", Json(new { path = name })));
        await Unix(name, 3, rolling);
    }

    [Theory]
    [MemberData(nameof(Clustered.AllVersions), MemberType = typeof(Clustered))]
    public async Task Second_server_on_the_same_port_of_the_same_worker_gets_EADDRINUSE(int version)
    {
        using var folder = new TempFolder();
        var options = Json(new { port = FreePort.Next() });
        await using var rolling = await Clustered.Serving(folder, 2, [], Kit.Run(version, "listen.js", options, options));
        await Poll.Until(() => Lines(rolling.Pm1, "error EADDRINUSE").Count == 2, Bound.Start, () => rolling.Pm1.Out.Text);
        Assert.Equal(2, Listening(rolling).Count);
    }

    [Theory]
    [MemberData(nameof(Clustered.AllBalances), MemberType = typeof(Clustered))]
    public async Task Port_that_somebody_else_has_is_an_error_of_the_program(string balance)
    {
        using var folder = new TempFolder();
        var (free, taken) = (FreePort.Next(), FreePort.Next());
        using var other = new TcpListener(System.Net.IPAddress.IPv6Any, taken);
        other.Start();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance],
            Kit.Run("listen.js", Json(new { port = free }), Json(new { port = taken, host = "::" })));
        await Poll.Until(() => Lines(rolling.Pm1, "error EADDRINUSE bind").Count == 2, Bound.Start, () => rolling.Pm1.Out.Text);
        await Clustered.EveryWorkerAnswers(rolling, free);
    }

    /// <summary>What pm1 may not do is an error of the program's call, and nothing that ends pm1.</summary>
    [Fact]
    public async Task Path_that_may_not_be_made_is_an_error_of_the_program()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, [], Kit.Run("listen.js", Json(new { port }), """{"path":"/proc/self/app.sock"}""",
                """{"port":1,"host":"203.0.113.1"}"""));
        await Poll.Until(() => Lines(rolling.Pm1, "error ").Count == 4, Bound.Start, () => rolling.Pm1.Out.Text);
        Assert.Equal(2, Lines(rolling.Pm1, "error EADDRNOTAVAIL bind").Count);
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    [Theory]
    [InlineData("shared")]
    [InlineData("round-robin")]
    public async Task Server_that_closes_and_listens_again_is_served(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Kit.Run("relisten.js", port, 5));
        await Poll.Until(() => Lines(rolling.Pm1, "stays").Count == 3, Bound.Start, () => rolling.Pm1.Out.Text);
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    /// <summary>Of an exclusive server a primary never hears.</summary>
    [Fact]
    public async Task Exclusive_server_is_the_workers_own()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--ready", "after:50ms"], Kit.Run("listen.js", Json(new { port, exclusive = true })));
        await rolling.Pm1.Out.Wait("error EADDRINUSE listen");
        var winner = Regex((await rolling.Pm1.Out.Wait(@"listening \d+")).Value, @"(\d+)");
        Assert.StartsWith(winner, (await Server.Ask(port)).Answer);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(26)]
    public async Task ReusePort_works_with_the_primary_and_without(int version)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--ready", "after:50ms"],
            Kit.Run(version, "listen.js", Json(new { port, host = "0.0.0.0", reusePort = true })));
        await Poll.Until(() => Listening(rolling).Count == 3, Bound.Start, () => rolling.Pm1.Out.Text);
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    /// <summary>A worker that is full refuses what it is handed, and that waits for whoever has room first.</summary>
    [Theory]
    [InlineData("round-robin")]
    [InlineData("least-busy")]
    public async Task Connection_beyond_maxConnections_of_all_workers_waits(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 2, ["--balance", balance], Kit.Run("listen.js", Json(new { port, maxConnections = 1 })));
        using var first = new HttpConnection();
        using var second = new HttpConnection();
        Assert.Equal(RequestOutcome.Ok, await first.Request(port, keep: true));
        Assert.Equal(RequestOutcome.Ok, await second.Request(port, keep: true));
        Assert.NotEqual(first.Answer, second.Answer);
        using var third = new HttpConnection();
        var waits = third.Request(port, keep: false);
        Assert.Equal(RequestOutcome.Ok, await second.Request(port, keep: true));
        Assert.False(waits.IsCompleted);
        first.Dispose();
        Assert.Equal(RequestOutcome.Ok, await waits);
        Assert.Equal(first.Answer, third.Answer);
    }

    /// <summary>A number that is of the primary's descriptors: how a socket is passed on that pm1 was started with.</summary>
    [Theory]
    [InlineData("shared")]
    [InlineData("round-robin")]
    public async Task Descriptor_that_pm1_was_started_with_can_be_listened_on(string balance)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var rolling = await Clustered.Serving(
            folder, 3, ["--balance", balance], Kit.Run("listen.js", """{"fd":3}"""),
            launch => launch.Under(Tool.Python, Shipped.Source("passes.py"), "tcp", Server.Text(port)));
        await Clustered.EveryWorkerAnswers(rolling, port);
    }

    private static async Task<IReadOnlySet<string>> Unix(string path, int workers, Rolling rolling)
    {
        using var http = UnixHttp.Client(path);
        http.DefaultRequestHeaders.ConnectionClose = true;
        var answers = new HashSet<string>();
        await Poll.Until(
            async () =>
            {
                var batch = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.GetStringAsync(new Uri("http://app/"), Cancel)));
                answers.UnionWith(batch.Select(answer => answer.Trim()));
                return answers.Count >= workers;
            },
            Bound.Start, () => $"{string.Join(' ', answers)}: {rolling.Pm1.Error.Text}");
        Assert.Equal((await rolling.Pids()).Select(Server.Text).Order(), answers.Select(answer => answer.Split(' ')[0]).Order());
        return answers;
    }

    private static IReadOnlyList<string> Listening(Rolling rolling) => Lines(rolling.Pm1, "listening ");

    private static IReadOnlyList<string> Lines(Running pm1, string beginning) =>
        [.. pm1.Out.Lines.Where(line => line.StartsWith(beginning, StringComparison.Ordinal))];

    private static string Json<T>(T options) => JsonSerializer.Serialize(options);

    private static Uri Url(string host, int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/"));

    private static string Regex(string text, string pattern) =>
        System.Text.RegularExpressions.Regex.Match(text, pattern).Groups[1].Value;
}
