using Init.Bench;
using Init.Bench.Cluster;
using Init.Bench.Soak;

// Every figure is a median of runs in which pm1 and its peers take turns, so that a busy machine is unfair to none.
using var folder = new Scratch();
var peers = new Peers(folder);
if (args is ["soak"])
{
    return Soak();
}

var table = new Table("tini", "dumb-init", "catatonit", Table.Floor, "pm2-runtime");
var pools = new Table("pm2", "gunicorn", "supervisord");
var clusters = new Table(Sites.Plain, Sites.NodeTurns, Sites.NodeShared, Sites.Pm2);
(string Name, Action Measure)[] parts =
[
    ("init-start", () => InitStart.Measure(peers, table)),
    ("init-memory", () => InitMemory.Measure(peers, table)),
    ("init-signals", () => SignalLatency.Measure(peers, table, folder)),
    ("init-orphans", () => OrphanStorm.Measure(peers, table, folder)),
    ("run-memory", () => RunMemory.Measure(peers, table, folder)),
    ("run-first-response", () => FirstResponse.Measure(peers, table, folder)),
    ("run-agent-recovery", () => AgentRecovery.Measure(peers, table, folder)),
    ("run-worker-recovery", () => WorkerRecovery.Measure(peers, table, folder)),
    ("pool-restart", () => PoolRestart.Measure(peers, pools, folder)),
    ("pool-reload", () => PoolReload.Measure(peers, pools, folder)),
    ("pool-list", () => PoolList.Measure(peers, pools, folder)),
    ("pool-idle", () => PoolIdle.Measure(peers, pools, folder)),
    ("node-throughput", () => Throughput.Measure(peers, clusters, folder)),
    ("node-memory", () => PrimaryMemory.Measure(peers, clusters, folder)),
    ("pool-500", () => PoolScale.Measure(peers, pools, folder)),
];
var asked = args is [] ? [""] : args;
if (asked.FirstOrDefault(word => !parts.Any(part => Is(part.Name, word))) is { } unknown)
{
    Console.Error.WriteLine($"bench: no part begins with {unknown}: {string.Join(", ", parts.Select(part => part.Name))}");
    return 2;
}

try
{
    foreach (var (_, measure) in parts.Where(part => asked.Any(word => Is(part.Name, word))))
    {
        measure();
    }
}
finally
{
    Child.EndAll();

    // Whatever stopped a measurement, those before it are told.
    table.Print(Console.Out);
    pools.Print(Console.Out);
    clusters.Print(Console.Out);
    foreach (var missing in peers.Missing)
    {
        Console.Out.WriteLine($"not measured: {missing}");
    }
}

return 0;

int Soak()
{
    try
    {
        return Soaking.Run(peers, folder);
    }
    finally
    {
        Child.EndAll();
    }
}

static bool Is(string name, string word) => name.StartsWith(word, StringComparison.Ordinal);
