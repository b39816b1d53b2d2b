using System.Globalization;

namespace Init.Bench.Cluster;

/// <summary>How much is measured: BENCH_NODE_WORKERS, BENCH_NODE_ROUNDS, BENCH_NODE_SECONDS.</summary>
/// <param name="Seconds">Of load, each time.</param>
internal sealed record Extent(int Workers, int Rounds, int Seconds)
{
    public static Extent FromEnvironment() =>
        new(Number("BENCH_NODE_WORKERS", 2), Number("BENCH_NODE_ROUNDS", 5), Number("BENCH_NODE_SECONDS", 3));

    private static int Number(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : usual;
}
