using Init.E2E.Harness;

namespace Init.E2E.Reload;

/// <summary>All workers are replaced while clients ask without a pause, on new connections and on kept ones.</summary>
public sealed class UnderLoadTests
{
    private static readonly string[] Wsgi = ["wsgi:app"];

    [Theory]
    [InlineData("node")]
    [InlineData("graceful node")]
    [InlineData("plain python")]
    [InlineData("python")]
    [InlineData("aspnet")]
    [InlineData("nginx")]
    [InlineData("gunicorn")]
    [InlineData("c")]
    public async Task No_request_fails_and_everybody_is_new(string program)
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await NobodyNotices(port, ["--workers", "3", .. Options(program)], Command(program, port, folder), folder);
    }

    [Fact]
    public async Task No_request_fails_where_pm1_binds_and_passes_the_socket_on()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await NobodyNotices(
            port, ["--workers", "3", "--listen", $"127.0.0.1:{port}"], [Tool.Python, Shipped.Source("listen_fds.py")],
            folder);
    }

    [Fact]
    public async Task No_request_fails_where_all_are_replaced_at_once()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await NobodyNotices(port, ["--workers", "4", "--reload-surge", "100%"], Server.Node(port), folder);
    }

    [Fact]
    public async Task No_request_fails_where_there_is_one_worker()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await NobodyNotices(port, ["--workers", "1"], Server.GracefulNode(port), folder);
    }

    private static async Task NobodyNotices(int port, string[] options, string[] command, TempFolder folder)
    {
        await using var rolling = await Rolling.Serving(options, command, folder);
        await using var load = new Load(port);
        await load.Flow();
        foreach (var signal in new[] { Signals.HUP, Signals.USR2 })
        {
            var (generation, old) = (await rolling.Generation(), await rolling.Pids());
            var reload = await rolling.Reload(signal);
            Assert.Equal("done", reload.GetProperty("outcome").GetString());
            Assert.Equal(generation + 1, reload.GetProperty("generation").GetInt32());
            Assert.Equal(old.Count, reload.GetProperty("replaced").GetInt32());
            await load.Flow();
            var now = await rolling.Pids();
            Assert.Equal(old.Count, now.Count);
            Assert.Empty(now.Intersect(old));
            Assert.DoesNotContain(old, Proc.Runs);
        }

        var result = await load.Stop();
        Assert.True(result.Failed == 0, $"{result}\n{rolling.Pm1.Error.Text}");
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit(Bound.Start));
    }

    /// <summary>Python's HTTP/1.1 server keeps connections and has no handler for the stop signal: each worker is waited
    /// for until shortly before its stop timeout.</summary>
    private static string[] Options(string program) => program switch
    {
        "nginx" => ["--stop-signal", "SIGQUIT"],
        "python" => ["--stop-timeout", "8s"],
        _ => [],
    };

    private static string[] Command(string program, int port, TempFolder folder) => program switch
    {
        "graceful node" => Server.GracefulNode(port),
        "plain python" => [Tool.Python, Shipped.Source("http_plain.py"), Server.Text(port)],
        "gunicorn" =>
        [
            Tool.Gunicorn, "--workers", "1", "--bind", $"127.0.0.1:{port}", "--chdir",
            Path.GetDirectoryName(Shipped.Source("wsgi.py"))!, .. Wsgi,
        ],
        _ => Server.Named(program, port, folder),
    };
}
