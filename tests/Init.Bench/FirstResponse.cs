using System.Diagnostics;

namespace Init.Bench;

/// <summary>From the start to the first answer of a plain Node server, against the same program alone.</summary>
internal static class FirstResponse
{
    private const int Rounds = 15;
    private const double BudgetMilliseconds = 20;

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var later = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var alone = Alone(peers, folder);
            later.Add(Run(peers, folder) - alone);
        }

        table.Add("run mode: first response, ms later than alone", Median.Of(later), BudgetMilliseconds);
    }

    private static double Alone(Peers peers, Scratch folder)
    {
        var port = folder.FreePort();
        var start = Stopwatch.GetTimestamp();
        var child = Child.Start([peers.Node!, peers.Server, Scratch.Text(port)]);
        Http.WaitFor(port, "/");
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        child.End();
        return took;
    }

    private static double Run(Peers peers, Scratch folder)
    {
        var start = Stopwatch.GetTimestamp();
        var pool = Pool.Start(peers, folder, 1);
        Http.WaitFor(pool.Port, "/");
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        pool.End();
        return took;
    }
}
