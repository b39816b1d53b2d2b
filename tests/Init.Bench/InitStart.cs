using System.Diagnostics;

namespace Init.Bench;

/// <summary>How much later `true` has ended when an init runs it.</summary>
internal static class InitStart
{
    private const int Rounds = 60;
    private const double BudgetMilliseconds = 3.5;

    public static void Measure(Peers peers, Table table)
    {
        var inits = peers.Inits("/bin/true");
        var times = inits.ToDictionary(init => init.Name, _ => new List<double>());
        for (var round = -5; round < Rounds; round++)
        {
            foreach (var (name, line) in inits)
            {
                var took = Once(line);
                if (round >= 0)
                {
                    times[name].Add(took);
                }
            }
        }

        // The difference within each round, not of the medians: the rounds differ more than the inits do.
        var over = inits.Skip(1).Select(init => (init.Name,
            Value: Median.Of(times[init.Name].Zip(times["alone"], (with, alone) => with - alone)))).ToArray();
        table.Add("init mode: start and end, ms over the command alone", over[0].Value, BudgetMilliseconds, over[1..]);
    }

    private static double Once(string[] line)
    {
        var start = Stopwatch.GetTimestamp();
        var code = Child.Start(line).Wait();
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return code == 0 ? took : throw new InvalidOperationException($"{string.Join(' ', line)}: exit code {code}");
    }
}
