namespace Init.Bench;

/// <summary>Two Node workers, probed and exporting, then left alone.</summary>
internal static class RunMemory
{
    private const int Workers = 2;
    private const double SupervisorBudgetKiB = 3 * 1024;
    private const double AgentBudgetKiB = 8 * 1024;
    private const double TogetherBudgetKiB = 24 * 1024;
    private const double CpuBudgetPercent = 0.1;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(20);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Node is null)
        {
            return;
        }

        using var sink = new OtlpSink();
        var pm2 = StartPm2(peers, folder);
        var pool = Pool.Start(peers, folder, Workers,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.Endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "5000"));
        Http.WaitFor(pool.Port, "/");
        Http.WaitFor(pool.Admin, "/readyz");
        Http.WaitFor(pool.Admin, "/metrics");
        Thread.Sleep(Settle);
        int[] mine = [pool.Supervisor, pool.Agent];
        int[] theirs = pm2 is null ? [] : [pm2.Pid];
        var (cpu, peerCpu) = (Cpu(mine), Cpu(theirs));
        Thread.Sleep(Watch);
        (cpu, peerCpu) = (Cpu(mine) - cpu, Cpu(theirs) - peerCpu);
        var (supervisor, agent) = (Proc.Memory(pool.Supervisor), Proc.Memory(pool.Agent));
        var peer = theirs.Select(Proc.Memory).Aggregate(new Memory(0, 0, 0), (a, b) => a + b);
        pool.End();
        pm2?.End();

        (string, double)[] Beside(double value) => pm2 is null ? [] : [("pm2-runtime", value)];
        table.Add("run mode: supervisor's private memory, KiB", supervisor.Private, SupervisorBudgetKiB, Beside(peer.Private));
        table.Add($"run mode: agent's private memory, KiB ({sink.Exports} exports)", agent.Private, AgentBudgetKiB);
        table.Add("run mode: both, proportional, KiB", (supervisor + agent).Proportional, TogetherBudgetKiB, Beside(peer.Proportional));
        table.Add("run mode: CPU of both at idle, %", Percent(cpu), CpuBudgetPercent, Beside(Percent(peerCpu)));
    }

    private static double Cpu(int[] pids) => pids.Sum(pid => Proc.CpuTime(pid).TotalSeconds);

    private static double Percent(double seconds) => seconds / Watch.TotalSeconds * 100;

    private static Child? StartPm2(Peers peers, Scratch folder)
    {
        if (peers.Pm2Runtime is null)
        {
            return null;
        }

        var port = folder.FreePort();
        var child = Child.Start(
            [peers.Node!, peers.Pm2Runtime, "start", peers.Server, "-i", Scratch.Text(Workers)],
            ("PM2_HOME", Path.Combine(folder.Path, "pm2")), ("PORT", Scratch.Text(port)));
        Http.WaitFor(port, "/");
        return child;
    }
}
