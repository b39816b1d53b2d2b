using System.Diagnostics;

namespace Init.Bench;

/// <summary>All 4 Node workers replaced one after the other. What the programs need to start is theirs, and the rest is
/// pm1's own. Of the others there is only the whole.</summary>
internal static class PoolReload
{
    private const int Rounds = 5;
    private const double BudgetMilliseconds = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        var pool = Pool.Start(peers, folder, ["--workers", Scratch.Text(Rival.Workers), "--reload-surge", "1"],
            [peers.Node, peers.Server]);
        Http.WaitFor(pool.Admin, "/startupz");
        using var control = new Control(folder.Path);
        var (pm2, gunicorn) = (Rival.Pm2(peers, folder), Rival.Gunicorn(peers, folder));
        var (whole, own, theirs) = (new List<double>(), new List<double>(), new Dictionary<string, List<double>>());
        for (var round = 0; round < Rounds; round++)
        {
            var before = control.WaitFor(app => app.IsSettled, Patience, "settled").Generation;
            _ = Libc.kill(pool.Supervisor, Libc.SIGHUP);
            var after = control.WaitFor(app => app.IsSettled && app.Generation > before, Patience, "reloaded");
            whole.Add(after.ReloadSeconds * 1000);
            own.Add((after.ReloadSeconds - after.Workers.Sum(worker => worker.StartupSeconds)) * 1000);
            if (pm2 is not null)
            {
                Add(pm2.Name, Rival.Pm2(peers, folder, "reload", "all"));
            }

            if (gunicorn is not null)
            {
                Add(gunicorn.Name, HangUp(gunicorn));
            }
        }

        pool.End();
        pm2?.End();
        gunicorn?.End();
        (string, double)[] peer = [.. theirs.Select(rival => (rival.Key, Median.Of(rival.Value)))];
        table.Add("reload of 4 workers: ms in all", Median.Of(whole), null, peer);
        table.Add("reload of 4 workers: ms beyond the programs' own starts", Median.Of(own), BudgetMilliseconds);

        void Add(string name, double time) => (theirs.TryGetValue(name, out var times) ? times : theirs[name] = []).Add(time);
    }

    private static double HangUp(Rival gunicorn)
    {
        var old = gunicorn.Now.ToHashSet();
        var start = Stopwatch.GetTimestamp();
        _ = Libc.kill(gunicorn.Master, Libc.SIGHUP);
        gunicorn.WaitFor(
            () => gunicorn.Now is { Count: Rival.Workers } now && !now.Any(old.Contains), TimeSpan.FromMilliseconds(2));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
