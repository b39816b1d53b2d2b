namespace Init.Bench.Cluster;

/// <summary>A hello-world server under pm1 in each of its ways, and under others: with connections that are kept, and with
/// a new one for each request, where it matters how they come to the workers.</summary>
internal static class Throughput
{
    /// <summary>As a multiple of the faster one of Node's own cluster and PM2, which both hand over.</summary>
    private const double TurnsFactor = 1.5;
    private const double SharedFactor = 2;

    /// <summary>By so much two runs of the same differ.</summary>
    private const double Noise = 0.05;

    private const double SpreadBudgetPercent = 5;
    private const int WarmUpSeconds = 1;

    private static readonly string[] HandsOver = [Sites.Turns, Sites.LeastBusy, Sites.NodeTurns, Sites.Pm2];

    /// <summary>Of which new connections reach every worker, so that each can be asked for its share.</summary>
    private static readonly string[] IsEven = [Sites.Turns, Sites.NodeTurns, Sites.Pm2];

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null || peers.Wrk is null)
        {
            return;
        }

        var extent = Extent.FromEnvironment();
        var sites = new Sites(peers, folder, extent.Workers);
        string[] names = [.. sites.Peers, .. Sites.Own];
        var kept = names.ToDictionary(name => name, _ => new List<Turnout>());
        var closed = names.ToDictionary(name => name, _ => new List<Turnout>());
        for (var round = 0; round < extent.Rounds; round++)
        {
            for (var turn = 0; turn < names.Length; turn++)
            {
                var name = names[(turn + round) % names.Length];
                var site = sites.Start(name);
                _ = Load.Put(peers.Wrk, site.Port, WarmUpSeconds, isKept: true);
                kept[name].Add(Turnout.Of(site, peers.Wrk, extent.Seconds, isKept: true, isEven: false));
                closed[name].Add(Turnout.Of(
                    site, peers.Wrk, extent.Seconds, isKept: false, isEven: IsEven.Contains(name)));
                site.End();
            }
        }

        Tell(table, $"new connections, {extent.Workers} workers", sites.Peers, closed,
            name => name == Sites.Turns ? TurnsFactor : name == Sites.Shared ? SharedFactor : null);
        Tell(table, $"kept connections, {extent.Workers} workers", sites.Peers, kept,
            name => name == Sites.Bind ? null : 1 - Noise);
        TellHandOvers(table, extent.Workers, sites.Peers, closed);
    }

    /// <param name="factor">How many times the rate of the others that is to be; null: it is shown, not judged.</param>
    private static void Tell(
        Table table, string what, IReadOnlyList<string> peers, Dictionary<string, List<Turnout>> figures,
        Func<string, double?> factor)
    {
        var rivals = peers.Where(HandsOver.Contains).ToList();
        foreach (var own in Sites.Own)
        {
            var rate = figures[own].Of(turnout => turnout.Load.Rate);
            table.AddAtLeast(
                $"{what}, {own}: requests/s", rate, factor(own) * rivals.Max(peer => figures[peer].Of(turnout => turnout.Load.Rate)),
                Beside(turnout => turnout.Load.Rate));
        }

        foreach (var own in Sites.Own)
        {
            var most = rivals.Min(peer => figures[peer].Of(turnout => turnout.Load.Tail)) * (1 + Noise);
            table.Add(
                $"{what}, {own}: p99, ms", figures[own].Of(turnout => turnout.Load.Tail), factor(own) is null ? null : most,
                Beside(turnout => turnout.Load.Tail));
        }

        foreach (var own in Sites.Own)
        {
            table.Add(
                $"{what}, {own}: CPU of workers, µs/request", figures[own].Of(turnout => turnout.WorkersCost), null,
                Beside(turnout => turnout.WorkersCost));
            table.Add(
                $"{what}, {own}: CPU of the rest, µs/request", figures[own].Of(turnout => turnout.KeepersCost), null,
                Beside(turnout => turnout.KeepersCost));
        }

        (string, double)[] Beside(Func<Turnout, double> figure) =>
            [.. peers.Select(peer => (peer, figures[peer].Of(figure)))];
    }

    private static void TellHandOvers(
        Table table, int workers, IReadOnlyList<string> peers, Dictionary<string, List<Turnout>> figures)
    {
        string[] rivals = [.. peers.Where(HandsOver.Contains)];
        foreach (var own in Sites.Own.Where(HandsOver.Contains))
        {
            // Microseconds for one are milliseconds for a thousand.
            table.Add(
                $"{own}: CPU of the primary, ms/1000 hand-overs", figures[own].Of(turnout => turnout.HandOverCost), null,
                [.. rivals.Select(peer => (peer, figures[peer].Of(turnout => turnout.HandOverCost)))]);
        }

        table.Add(
            $"{Sites.Turns}: from the busiest to the idlest of {workers}, %", Spread(Sites.Turns), SpreadBudgetPercent,
            [.. rivals.Select(peer => (peer, Spread(peer)))]);

        double Spread(string name) => figures[name].Of(
            turnout => turnout.Spread ?? throw new InvalidOperationException($"{name} leaves workers out"));
    }

    private static double Of(this List<Turnout> turnouts, Func<Turnout, double> figure) =>
        Median.Of(turnouts.Select(figure));
}
