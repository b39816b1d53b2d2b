using System.Diagnostics;

namespace Init.Bench;

/// <summary>From SIGKILL to a worker until its successor's program runs; how long that takes to listen is its own affair.
/// </summary>
internal static class WorkerRecovery
{
    private const double BudgetMilliseconds = 200;

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var pool = Pool.Start(peers, folder, 3);
        Http.WaitFor(pool.Admin, "/startupz");
        var times = new List<double>();
        foreach (var victim in pool.Workers)
        {
            var start = Stopwatch.GetTimestamp();
            _ = Libc.kill(victim, Libc.SIGKILL);
            while (!IsReplaced(pool, victim))
            {
                Thread.Sleep(1);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        pool.End();
        table.Add("worker killed: ms until its successor runs", Median.Of(times), BudgetMilliseconds);
    }

    private static bool IsReplaced(Pool pool, int victim) => pool.Workers is { Count: 3 } now && !now.Contains(victim)
        && now.All(pid => Proc.CommandLine(pid).Contains("server.js", StringComparison.Ordinal));
}
