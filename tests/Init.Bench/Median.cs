namespace Init.Bench;

internal static class Median
{
    public static double Of(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    /// <summary>Its standard error, from the middle half of the values, which stray ones do not move: as for a normal
    /// distribution, of which that half is 1.349 standard deviations wide.</summary>
    public static double Error(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        var deviation = (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / 1.349;
        return Math.Sqrt(Math.PI / 2 / sorted.Length) * deviation;
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)place], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - (int)place));
    }
}
