namespace Init.Bench;

/// <summary>From kill(2) on the init until its child has the signal; the floor is the child without an init.</summary>
internal static class SignalLatency
{
    private const int Starts = 12;
    private const int Signals = 250;
    private const double BudgetMicroseconds = 500;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    public static void Measure(Peers peers, Table table, Scratch folder)
    {
        if (peers.Compile("stamps") is not { } program)
        {
            return;
        }

        var names = peers.Inits().Select(init => init.Name).ToArray();
        var first = names.ToDictionary(name => name, _ => new List<double>());
        var later = names.ToDictionary(name => name, _ => new List<double>());
        for (var start = 0; start < Starts; start++)
        {
            var fifos = names.Select(name => folder.Fifo($"{name}.{Scratch.Text(start)}")).ToArray();
            var inits = fifos.Select((fifo, i) => new StampedInit(peers.Inits(program, fifo)[i].Line, fifo)).ToArray();
            Thread.Sleep(Settle);

            // One signal each in turn: whatever else the machine does meets all.
            for (var i = 0; i <= Signals; i++)
            {
                foreach (var (name, init) in names.Zip(inits))
                {
                    (i == 0 ? first : later)[name].Add(init.Signal());
                }
            }

            foreach (var init in inits)
            {
                init.Dispose();
            }
        }

        Row("p50", later, Median.Of, null);
        Row("p99", later, times => times.Order().ElementAt((int)(times.Count * 0.99)), BudgetMicroseconds);
        Row("first after idleness", first, Median.Of, null);

        void Row(
            string which, Dictionary<string, List<double>> times, Func<List<double>, double> figure, double? budget) =>
            table.Add(
                $"init mode: signal to child, µs, {which}", figure(times["pm1"]), budget,
                [.. times.Where(entry => entry.Key != "pm1")
                    .Select(entry => (entry.Key == "alone" ? Table.Floor : entry.Key, figure(entry.Value)))]);
    }
}
