namespace Init.Bench;

internal static class Rounds
{
    private const int WarmUp = 3;

    /// <summary>All take a turn a round, and each round another begins: nobody always comes first.</summary>
    /// <returns>The figures by name, one a round.</returns>
    public static Dictionary<string, List<double>> Measure(
        int rounds, IReadOnlyList<(string Name, string[] Line)> inits, Func<string[], double> once)
    {
        var figures = inits.ToDictionary(init => init.Name, _ => new List<double>());
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < inits.Count; turn++)
            {
                var (name, line) = inits[(turn + round + WarmUp) % inits.Count];
                var figure = once(line);
                if (round >= 0)
                {
                    figures[name].Add(figure);
                }
            }
        }

        return figures;
    }
}
