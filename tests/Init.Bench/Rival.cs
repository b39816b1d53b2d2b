using System.Diagnostics;

namespace Init.Bench;

/// <summary>Another process manager with 4 workers (or so many), up and serving.</summary>
internal sealed class Rival
{
    public const int Workers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Child child;

    private Rival(string name, Child child, int port) => (Name, this.child, Port) = (name, child, port);

    public string Name { get; }
    public int Port { get; }
    public int Master => child.Pid;

    public IReadOnlyList<int> Now => Proc.Children(Master);

    /// <summary>In cluster mode; its daemon is the child, so that it ends with this program.</summary>
    /// <param name="server">Another one than the plainest; its port is PORT.</param>
    public static Rival? Pm2(Peers peers, Scratch folder, int workers = Workers, string? server = null)
    {
        if (peers.Pm2Runtime is null)
        {
            return null;
        }

        var port = folder.FreePort();
        var child = Child.Start(
            [peers.Node!, peers.Pm2Runtime, "start", server ?? peers.Server, "-i", Scratch.Text(workers)],
            ("PM2_HOME", Pm2Home(folder)), ("PORT", Scratch.Text(port)));
        return new Rival("pm2", child, port).Up(workers);
    }

    /// <summary>`pm2 WORDS` to that daemon.</summary>
    /// <returns>How long it took, in milliseconds.</returns>
    public static double Pm2(Peers peers, Scratch folder, params string[] words)
    {
        var start = Stopwatch.GetTimestamp();
        var client = Path.Combine(Path.GetDirectoryName(peers.Pm2Runtime!)!, "pm2");
        var code = Child.Start([peers.Node!, client, .. words], ("PM2_HOME", Pm2Home(folder))).Wait();
        return code == 0 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"pm2 {string.Join(' ', words)}: exit code {code}");
    }

    public static Rival? Gunicorn(Peers peers, Scratch folder)
    {
        if (peers.Gunicorn is null)
        {
            return null;
        }

        folder.Write("app.py", """
            def app(environ, start):
                start('200 OK', [('Content-Length', '3')])
                return [b'ok\n']
            """);
        var port = folder.FreePort();
        var child = Child.Start(
        [
            peers.Gunicorn, "--workers", Scratch.Text(Workers), "--bind", $"127.0.0.1:{Scratch.Text(port)}", "--chdir",
            folder.Path, "app:app",
        ]);
        return new Rival("gunicorn", child, port).Up(Workers);
    }

    /// <summary>It shares no port: each worker has its own.</summary>
    public static Rival? Supervisord(Peers peers, Scratch folder)
    {
        if (peers.Supervisord is null || peers.Node is null)
        {
            return null;
        }

        var port = folder.FreePort();
        var configuration = folder.Write("supervisord.conf", $"""
            [supervisord]
            nodaemon=true
            logfile=/dev/null
            logfile_maxbytes=0
            pidfile={folder.Path}/supervisord.pid
            [program:web]
            command={peers.Node} {peers.Server} %(process_num)d
            process_name=%(program_name)s_%(process_num)d
            numprocs={Workers}
            numprocs_start={port}
            autorestart=true
            """);
        var child = Child.Start([peers.Supervisord, "-c", configuration]);
        return new Rival("supervisord", child, port).Up(Workers);
    }

    public void WaitFor(Func<bool> condition, TimeSpan pause)
    {
        var end = DateTime.UtcNow + Patience;
        while (!condition())
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"{Name} does not come to what is waited for");
            }

            Thread.Sleep(pause);
        }
    }

    public void End() => child.End();

    private Rival Up(int workers)
    {
        Http.WaitFor(Port, "/");
        WaitFor(() => Now.Count == workers, TimeSpan.FromMilliseconds(20));
        return this;
    }

    private static string Pm2Home(Scratch folder) => Path.Combine(folder.Path, "pm2");
}
