using System.Diagnostics;

namespace Init.Bench;

/// <summary>From SIGKILL to a worker until its successor's program is executed: what pm1 takes for it, as how long the
/// program then takes to listen is its own affair. Of the others: until the successor's process exists.</summary>
internal static class PoolRestart
{
    private const int Rounds = 3;
    private const double BudgetMilliseconds = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(0.2);

    /// <summary>What has just begun to run may be treated as one that failed to start.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1.5);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var mine = new List<double>();
        var theirs = new Dictionary<string, List<double>>();
        for (var round = 0; round < Rounds; round++)
        {
            var pool = Pool.Start(peers, folder, Rival.Workers);
            Http.WaitFor(pool.Admin, "/startupz");
            var (agent, node) = (pool.Agent, Path.GetFullPath(Proc.Executable(pool.Workers[0])));
            mine.AddRange(Kill(
                pool.Workers, () => Proc.Children(pool.Supervisor).Where(pid => pid != agent && Proc.Executable(pid) == node)));
            pool.End();
            foreach (var start in new Func<Peers, Scratch, Rival?>[]
                { (peers, folder) => Rival.Pm2(peers, folder), Rival.Gunicorn, Rival.Supervisord })
            {
                if (start(peers, folder) is { } rival)
                {
                    Thread.Sleep(Settle);
                    (theirs.TryGetValue(rival.Name, out var times) ? times : theirs[rival.Name] = [])
                        .AddRange(Kill(rival.Now, () => rival.Now));
                    rival.End();
                }
            }
        }

        table.Add("killed worker: ms until its successor is executed", Median.Of(mine), BudgetMilliseconds,
            [.. theirs.Select(rival => (rival.Key, Median.Of(rival.Value)))]);
    }

    /// <summary>Each once, so that none of them is a worker that fails again and again.</summary>
    private static IEnumerable<double> Kill(IReadOnlyList<int> victims, Func<IEnumerable<int>> now)
    {
        var known = victims.ToHashSet();
        foreach (var victim in victims)
        {
            var start = Stopwatch.GetTimestamp();
            _ = Libc.kill(victim, Libc.SIGKILL);
            int[] born;
            while ((born = [.. now().Where(pid => !known.Contains(pid))]) is [])
            {
                Thread.Sleep(Pause);
            }

            yield return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            known.UnionWith(born);
            Thread.Sleep(Settle / 3);
        }
    }
}
