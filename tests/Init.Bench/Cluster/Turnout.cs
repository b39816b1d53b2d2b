namespace Init.Bench.Cluster;

/// <summary>What came of one load on one site.</summary>
/// <param name="WorkersCost">CPU time a request, in microseconds.</param>
/// <param name="KeepersCost">Of everybody else, in microseconds a request.</param>
/// <param name="HandOverCost">Of who hands connections over, in microseconds a request.</param>
/// <param name="Spread">Between the busiest and the idlest worker, in percent of what each should have had; null: not
/// known.</param>
internal sealed record Turnout(
    Load Load, double WorkersCost, double KeepersCost, double HandOverCost, double? Spread)
{
    /// <param name="isEven">Every worker can be asked how much it got.</param>
    public static Turnout Of(Site site, string wrk, int seconds, bool isKept, bool isEven)
    {
        var before = isEven ? site.Counts() : null;
        var (workers, keepers, first) = (site.WorkersCpu, site.KeepersCpu, First(site));
        var load = Load.Put(wrk, site.Port, seconds, isKept);
        (workers, keepers, first) = (site.WorkersCpu - workers, site.KeepersCpu - keepers, First(site) - first);
        var after = before is null ? null : site.Counts();
        return new Turnout(
            load, workers / load.Requests, keepers / load.Requests, first / load.Requests,
            after is null ? null : SpreadOf([.. after.Select(now => (double)(now.Value - before!.GetValueOrDefault(now.Key)))]));
    }

    private static double First(Site site) =>
        site.Keepers is [var first, ..] ? Proc.CpuTime(first).TotalMicroseconds : 0;

    private static double SpreadOf(double[] shares) => (shares.Max() - shares.Min()) / shares.Average() * 100;
}
