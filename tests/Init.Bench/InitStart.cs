using System.Diagnostics;

namespace Init.Bench;

/// <summary>How much later `true` has ended when an init runs it.</summary>
internal static class InitStart
{
    private const int Rounds = 200;
    private const string WithRuntime = "pm1 --group";

    /// <summary>How often tini's figure: a machine's milliseconds say more about the machine.</summary>
    private const double BudgetTinis = 2.5;

    public static void Measure(Peers peers, Table table)
    {
        string[] command = ["/bin/true"];
        var lines = peers.Inits(command).Append((WithRuntime, [peers.Pm1, "--group", "--", .. command])).ToList();
        if (peers.Empty is { } empty)
        {
            lines.Add((Table.Floor, [empty]));
        }

        var times = Bench.Rounds.Measure(Rounds, lines, Once);

        // The difference within each round, not of the medians: the rounds differ more than the inits do. The floor
        // runs no command: what it takes is what an init would add.
        double Over(string name) => name == Table.Floor ? Median.Of(times[name])
            : Median.Of(times[name].Zip(times["alone"], (with, alone) => with - alone));
        var others = times.Keys.Where(name => name is not ("alone" or "pm1" or WithRuntime))
            .Select(name => (name, Over(name))).ToArray();
        double? budget = peers.Tini is null ? null : BudgetTinis * Over("tini");
        table.Add("init mode: start and end, ms over the command alone (2.5 × tini)", Over("pm1"), budget, others);
        table.Add("init mode with --group: start and end, ms over the command alone", Over(WithRuntime), null, others);
    }

    private static double Once(string[] line)
    {
        var start = Stopwatch.GetTimestamp();
        var code = Child.Start(line).Wait();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return code == 0 ? took : throw new InvalidOperationException($"{string.Join(' ', line)}: exit code {code}");
    }
}
