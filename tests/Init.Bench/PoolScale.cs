using System.Diagnostics;

namespace Init.Bench;

/// <summary>500 workers of a tiny program.</summary>
internal static class PoolScale
{
    private const int Workers = 500;
    private const double LatencyBudgetMilliseconds = 10;
    private const double MemoryBudgetKiB = 100;
    private const int Lists = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>As `pm1 reload` looks.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Compile("listen") is not { } program)
        {
            return;
        }

        var one = MemoryOfOne(peers, folder, program);
        using var control = new Control(folder.Path);
        var start = Stopwatch.GetTimestamp();
        var pool = Pool.Start(
            peers, folder, ["--workers", Scratch.Text(Workers), "--reload-surge", "100"], [program]);
        var pulse = new Pulse(pool.Admin, "/livez");
        control.WaitFor(app => app.Ready == Workers, Patience, "ready", Look);
        table.Add("500 workers: ms until all are ready", Stopwatch.GetElapsedTime(start).TotalMilliseconds, null);
        Latency("start", pulse);
        var memory = Proc.Memory(pool.Supervisor).Private - one;
        table.Add("500 workers: supervisor's private memory, KiB each", memory / (Workers - 1.0), MemoryBudgetKiB);
        table.Add("500 workers: list, ms", Median.Of(Enumerable.Range(0, Lists).Select(_ => PoolList.Once(peers, folder))), null);
        pulse = new Pulse(pool.Admin, "/livez");
        var worker = new Pulse(pool.Port, "/");
        _ = Libc.kill(pool.Supervisor, Libc.SIGHUP);
        var after = control.WaitFor(app => app.IsSettled && app.Generation == 2, Patience, "reloaded", Look);
        Latency("reload", pulse);
        table.Add("500 workers: a worker's own answer during the reload, ms, p99", Percentile(worker.Stop()), null);
        table.Add("500 workers: ms to reload all, 100 at a time", after.ReloadSeconds * 1000, null);
        start = Stopwatch.GetTimestamp();
        var code = pool.Drain();
        table.Add($"500 workers: ms to drain (exit code {code})", Stopwatch.GetElapsedTime(start).TotalMilliseconds, null);

        void Latency(string when, Pulse pulse) => table.Add(
            $"500 workers: /livez during the {when}, ms, p99", Percentile(pulse.Stop()), LatencyBudgetMilliseconds);
    }

    private static long MemoryOfOne(Peers peers, Scratch folder, string program)
    {
        using var control = new Control(folder.Path);
        var pool = Pool.Start(peers, folder, ["--workers", "1"], [program]);
        control.WaitFor(app => app.Ready == 1, Patience, "ready");
        var memory = Proc.Memory(pool.Supervisor).Private;
        pool.End();
        return memory;
    }

    private static double Percentile(IReadOnlyList<double> times) =>
        times.Count == 0 ? 0 : times.Order().ElementAt((int)(times.Count * 0.99));
}
