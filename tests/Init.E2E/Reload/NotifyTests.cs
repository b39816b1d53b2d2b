using System.Net.Sockets;
using System.Text;
using Init.E2E.Harness;

namespace Init.E2E.Reload;

/// <summary>sd_notify, both ways.</summary>
public sealed class NotifyTests
{
    private static readonly string[] Notifies = ["--workers", "1", "--ready", "notify"];

    [Fact]
    public async Task What_a_worker_says_of_itself_is_shown()
    {
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(
            Notifies, Says(folder, "READY=1,STATUS=warming caches", "@go", "STATUS=all warm"), folder);
        Assert.Equal("warming caches", await Word(rolling, "status"));
        folder.Write("go", "");
        await rolling.Until(app => app.GetProperty("workers")[0].GetProperty("status").GetString() == "all warm");
    }

    [Fact]
    public async Task A_worker_that_says_that_it_stops_is_let_end_and_started_again()
    {
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(
            Notifies, Says(folder, "READY=1", "@go", "STOPPING=1", "@end", "exit"), folder);
        var old = Assert.Single(await rolling.Pids());
        folder.Write("go", "");
        await rolling.Until(app => app.GetProperty("workers")[0].GetProperty("state").GetString() == "stopping");
        File.Delete(folder["go"]);
        folder.Write("end", "");
        await rolling.Until(app => Rolling.Pids(app)[0] != old && app.GetProperty("ready").GetInt32() == 1);
        Assert.Equal("exited with code 0", await Word(rolling, "lastExit"));
    }

    [Fact]
    public async Task A_worker_that_asks_for_more_time_to_start_gets_it()
    {
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(
            [.. Notifies, "--ready-timeout", "4s"],
            Says(folder, "EXTEND_TIMEOUT_USEC=60000000,STATUS=migrating", "+5", "READY=1"), folder);
        Assert.Equal(0, (await rolling.App()).GetProperty("workers")[0].GetProperty("restarts").GetInt32());
    }

    [Fact]
    public async Task A_worker_that_asks_for_more_time_to_stop_gets_it()
    {
        using var folder = new TempFolder();
        var script = folder.Write("slow_end.py", """
            import os, signal, socket, sys, time
            address = os.environ['NOTIFY_SOCKET'].replace('@', '\0', 1)
            def say(text):
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s: s.sendto(text, address)
            def end(*_):
                say(b'STOPPING=1\nEXTEND_TIMEOUT_USEC=60000000')
                time.sleep(3)
                sys.exit(0)
            signal.signal(signal.SIGTERM, end)
            say(b'READY=1')
            while True: signal.pause()
            """);
        await using var rolling = await Rolling.Serving(
            [.. Notifies, "--stop-timeout", "1500ms"], [Tool.Python, script], folder);
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit());
    }

    [Fact]
    public async Task A_worker_that_names_its_child_lives_as_long_as_that_and_is_stopped_with_it()
    {
        using var folder = new TempFolder();
        await using var rolling = await Rolling.Serving(Notifies, Says(folder, "fork", "READY=1"), folder);
        var worker = Assert.Single(rolling.Pm1.Workers);
        var app = await rolling.App();
        Assert.Equal(0, app.GetProperty("workers")[0].GetProperty("restarts").GetInt32());
        Assert.Equal(worker, Assert.Single(Rolling.Pids(app)));

        // Its end is the worker's end.
        _ = Libc.kill(worker, Signals.KILL);
        await rolling.Until(now => now.GetProperty("workers")[0].GetProperty("restarts").GetInt32() == 1
            && now.GetProperty("ready").GetInt32() == 1);
        var next = Assert.Single(rolling.Pm1.Workers);
        Assert.NotEqual(worker, next);
        Assert.Equal("done", (await rolling.Reload()).GetProperty("outcome").GetString());
        Assert.False(Proc.Runs(next));
        var last = Assert.Single(rolling.Pm1.Workers);
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal(0, await rolling.Pm1.Exit());
        Assert.False(Proc.Runs(last));
    }

    [Fact]
    public async Task Whoever_started_pm1_is_told_that_it_is_ready_reloads_and_stops()
    {
        using var folder = new TempFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["notify.sock"]));
        var port = FreePort.Next();
        await using var rolling = await Rolling.Serving(
            ["--workers", "2"], Server.C(port), folder, launch => launch.With("NOTIFY_SOCKET", folder["notify.sock"]));
        Assert.Contains("READY=1", await Next(socket));
        await rolling.Reload();
        Assert.Matches(@"^RELOADING=1\nMONOTONIC_USEC=\d+$", await Next(socket));
        Assert.Matches(@"^READY=1\nSTATUS=reloaded 2 workers", await Next(socket));
        rolling.Pm1.Signal(Signals.TERM);
        Assert.Equal("STOPPING=1", await Next(socket));
        Assert.Equal(0, await rolling.Pm1.Exit());
    }

    private static string[] Says(TempFolder folder, params string[] steps) =>
        [Tool.Python, Shipped.Source("says.py"), folder.Path, .. steps];

    private static async Task<string?> Word(Rolling rolling, string name) =>
        (await rolling.App()).GetProperty("workers")[0].GetProperty(name).GetString();

    private static async Task<string> Next(Socket socket)
    {
        using var patience = new CancellationTokenSource(Bound.Answer);
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
    }
}
