namespace Init.Bench;

/// <summary>An init with nothing to do.</summary>
internal static class InitMemory
{
    private const double PrivateBudgetKiB = 1024;
    private const double ProportionalBudgetKiB = 4.5 * 1024;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(10);

    public static void Measure(Peers peers, Table table)
    {
        var lines = peers.Inits("/bin/sleep", "600").Skip(1).ToList();
        if (peers.Empty is { } empty)
        {
            lines.Add((Table.Floor, [empty, "wait"]));
        }

        var idle = lines.Select(init => (init.Name, Child: Child.Start(init.Line))).ToArray();
        Thread.Sleep(Settle);
        var before = idle.Select(init => Proc.Wakeups(init.Child.Pid)).ToArray();
        Thread.Sleep(Watch);
        var woken = idle.Select((init, i) => (init.Name, (double)(Proc.Wakeups(init.Child.Pid) - before[i]))).ToArray();
        var memory = idle.Select(init => (init.Name, Memory: Proc.Memory(init.Child.Pid))).ToArray();
        foreach (var (_, child) in idle)
        {
            child.End();
        }

        Row("init mode: private memory, KiB", PrivateBudgetKiB, each => each.Private);
        Row("init mode: proportional memory, KiB", ProportionalBudgetKiB, each => each.Proportional);
        Row("init mode: resident memory, KiB", null, each => each.Resident);
        table.Add("init mode: wake-ups in 10 s of idleness", woken[0].Item2, 0, woken[1..]);

        void Row(string what, double? budget, Func<Memory, double> figure)
        {
            var values = memory.Select(each => (each.Name, figure(each.Memory))).ToArray();
            table.Add(what, values[0].Item2, budget, values[1..]);
        }
    }
}
