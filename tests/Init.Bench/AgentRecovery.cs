using System.Diagnostics;

namespace Init.Bench;

/// <summary>From SIGKILL to the agent until a probe that came right after it is answered.</summary>
internal static class AgentRecovery
{
    private const int Rounds = 7;
    private const double BudgetMilliseconds = 300;

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var (times, refusals, touched) = (new List<double>(), 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var pool = Pool.Start(peers, folder, 1);
            Http.WaitFor(pool.Port, "/");
            Http.WaitFor(pool.Admin, "/readyz");
            var workers = pool.Workers;
            var start = Stopwatch.GetTimestamp();
            _ = Libc.kill(pool.Agent, Libc.SIGKILL);
            while (!Http.Get(pool.Admin, "/livez", out var refused))
            {
                refusals += refused ? 1 : 0;
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            touched += workers.SequenceEqual(pool.Workers) ? 0 : 1;
            pool.End();
        }

        table.Add("agent killed: ms until a probe is answered", Median.Of(times), BudgetMilliseconds);
        table.Add("agent killed: connections refused", refusals, 0);
        table.Add("agent killed: workers touched", touched, 0);
    }
}
