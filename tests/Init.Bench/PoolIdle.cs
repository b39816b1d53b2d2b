namespace Init.Bench;

/// <summary>16 workers that nobody asks anything.</summary>
internal static class PoolIdle
{
    private const int Workers = 16;
    private const double BudgetPercent = 0.2;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(20);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var pool = Pool.Start(peers, folder, Workers);
        Http.WaitFor(pool.Admin, "/startupz");
        var pm2 = Rival.Pm2(peers, folder, Workers);
        Thread.Sleep(Settle);
        int[] mine = [pool.Supervisor, pool.Agent];
        int[] theirs = pm2 is null ? [] : [pm2.Master];
        var (cpu, peerCpu) = (Cpu(mine), Cpu(theirs));
        Thread.Sleep(Watch);
        (cpu, peerCpu) = (Cpu(mine) - cpu, Cpu(theirs) - peerCpu);
        pool.End();
        pm2?.End();
        table.Add("16 idle workers: CPU of supervisor and agent, %", Percent(cpu), BudgetPercent,
            pm2 is null ? [] : [("pm2", Percent(peerCpu))]);
    }

    private static double Cpu(int[] pids) => pids.Sum(pid => Proc.CpuTime(pid).TotalSeconds);

    private static double Percent(double seconds) => seconds / Watch.TotalSeconds * 100;
}
