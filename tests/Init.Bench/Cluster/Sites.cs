namespace Init.Bench.Cluster;

/// <summary>The same server, kept by one after the other.</summary>
internal sealed class Sites
{
    public const string Plain = "plain node";
    public const string NodeTurns = "node cluster";
    public const string NodeShared = "node shared";
    public const string Pm2 = "pm2";
    public const string Bind = "bind";
    public const string Shared = "shared";
    public const string Turns = "round-robin";
    public const string LeastBusy = "least-busy";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Peers peers;
    private readonly Scratch folder;
    private readonly int workers;
    private readonly string server;
    private readonly string primary;

    public Sites(Peers peers, Scratch folder, int workers)
    {
        (this.peers, this.folder, this.workers) = (peers, folder, workers);
        server = folder.Write("counting.js", """
            let count = 0;
            require('http').createServer((q, r) => {
              r.end(q.url === '/count' ? `${process.pid} ${count}` : (count++, 'hello, world\n'));
            }).listen(+(process.env.PORT || process.argv[2]));

            """);
        primary = folder.Write("primary.js", """
            const cluster = require('cluster');
            cluster.setupPrimary({ exec: process.argv[2], args: [process.argv[3]] });
            for (let i = 0; i < +process.argv[4]; i++) cluster.fork();

            """);
    }

    public IReadOnlyList<string> Peers => [Plain, NodeTurns, NodeShared, .. peers.Pm2Runtime is null ? [] : new[] { Pm2 }];

    public static IReadOnlyList<string> Own => [Turns, LeastBusy, Shared, Bind];

    public Site Start(string name) => name switch
    {
        Plain => Alone(),
        NodeTurns => Node("rr"),
        NodeShared => Node("none"),
        Pm2 => Daemon(),
        Bind => Run("--share", "bind"),
        _ => Run("--share", "node", "--balance", name),
    };

    private Site Alone()
    {
        var port = folder.FreePort();
        var child = Child.Start([peers.Node!, server, Scratch.Text(port)]);
        Http.WaitFor(port, "/");
        return new Site(port, [], [child.Pid], child.End);
    }

    private Site Node(string policy)
    {
        var port = folder.FreePort();
        var child = Child.Start(
            [peers.Node!, primary, server, Scratch.Text(port), Scratch.Text(workers)],
            ("NODE_CLUSTER_SCHED_POLICY", policy));
        Http.WaitFor(port, "/");
        return Whole(port, [child.Pid], () => Proc.Children(child.Pid), child.End);
    }

    private Site Daemon()
    {
        var rival = Rival.Pm2(peers, folder, workers, server)!;
        return Whole(rival.Port, [rival.Master], () => rival.Now, rival.End);
    }

    private Site Run(params string[] options)
    {
        var pool = Pool.Start(
            peers, folder, ["--workers", Scratch.Text(workers), .. options], [peers.Node!, server]);
        Http.WaitFor(pool.Admin, "/startupz");
        Http.WaitFor(pool.Port, "/");
        return Whole(pool.Port, [pool.Supervisor, pool.Agent], () => pool.Workers, pool.End);
    }

    /// <summary>The first answer comes from the first worker.</summary>
    private Site Whole(int port, IReadOnlyList<int> keepers, Func<IReadOnlyList<int>> now, Action end)
    {
        var until = DateTime.UtcNow + Patience;
        while (now().Count < workers)
        {
            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException($"there are no {workers} workers on port {port}");
            }

            Thread.Sleep(Pause);
        }

        return new Site(port, keepers, now(), end);
    }
}
