using System.Diagnostics;

namespace Init.Bench;

/// <summary>`pm1 list`, from its start to its end.</summary>
internal static class PoolList
{
    private const int Rounds = 30;
    private const int RoundsOfPm2 = 5;
    private const double BudgetMilliseconds = 15;

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var pool = Pool.Start(peers, folder, Rival.Workers);
        Http.WaitFor(pool.Admin, "/startupz");
        var pm2 = Rival.Pm2(peers, folder);
        var mine = Enumerable.Range(0, Rounds).Select(_ => Once(peers, folder)).ToArray();
        double[] theirs = pm2 is null ? [] :
            [.. Enumerable.Range(0, RoundsOfPm2).Select(_ => Rival.Pm2(peers, folder, "jlist"))];
        pool.End();
        pm2?.End();
        table.Add("list of 4 workers: ms, end to end", Median.Of(mine), BudgetMilliseconds,
            theirs is [] ? [] : [("pm2", Median.Of(theirs))]);
    }

    public static double Once(Peers peers, Scratch folder)
    {
        var start = Stopwatch.GetTimestamp();
        var code = Child.Start([peers.Pm1, "list"], ("PM1_RUNTIME_DIR", folder.Path)).Wait();
        return code == 0 ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"pm1 list: exit code {code}");
    }
}
