namespace Init.Bench.Cluster;

/// <summary>Many Node workers that have been handed a burst of connections, then left alone.</summary>
internal static class PrimaryMemory
{
    private const int Workers = 8;
    private const double BudgetKiB = 15 * 1024;
    private const int BurstSeconds = 2;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null || peers.Wrk is null)
        {
            return;
        }

        var sites = new Sites(peers, folder, Workers);
        var own = Private(peers.Wrk, sites.Start(Sites.Turns));
        table.Add($"{Workers} workers, all that is no worker: private memory, KiB", own.Sum(), BudgetKiB,
            [.. sites.Peers.Where(peer => peer is Sites.NodeTurns or Sites.Pm2)
                .Select(peer => (peer, Private(peers.Wrk, sites.Start(peer)).Sum()))]);
        table.Add($"{Workers} workers, supervisor alone: private memory, KiB", own[0], null);
    }

    private static double[] Private(string wrk, Site site)
    {
        _ = Load.Put(wrk, site.Port, BurstSeconds, isKept: false);
        Thread.Sleep(Settle);
        double[] memory = [.. site.Keepers.Select(pid => (double)Proc.Memory(pid).Private)];
        site.End();
        return memory;
    }
}
