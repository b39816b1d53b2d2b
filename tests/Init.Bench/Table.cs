using System.Globalization;

namespace Init.Bench;

internal sealed class Table
{
    /// <summary>The column of what nothing in pm1's place could be less than.</summary>
    public const string Floor = "floor";

    private readonly string[] columns;
    private readonly List<string[]> rows;

    /// <param name="columns">The peers.</param>
    public Table(params string[] columns)
    {
        this.columns = columns;
        rows = [["", "pm1", "budget", "", .. columns]];
    }

    /// <param name="what">What was measured, with its unit.</param>
    /// <param name="value">pm1's.</param>
    /// <param name="budget">At most this; null: it is shown, not judged.</param>
    /// <param name="peers">Theirs; shown with pm1's as a multiple of it.</param>
    public void Add(string what, double value, double? budget, params (string Name, double Value)[] peers) =>
        Add(what, value, budget is { } most ? Number(most) : "", budget is null ? "" : value <= budget ? "ok" : "OVER", peers);

    /// <param name="budget">At least this.</param>
    public void AddAtLeast(string what, double value, double? budget, params (string Name, double Value)[] peers) =>
        Add(what, value, budget is { } least ? $"≥ {Number(least)}" : "",
            budget is null ? "" : value >= budget ? "ok" : "UNDER", peers);

    private void Add(
        string what, double value, string budget, string verdict, IReadOnlyCollection<(string Name, double Value)> peers) =>
        rows.Add(
        [
            what, Number(value), budget, verdict,
            .. columns.Select(column => peers.Where(peer => peer.Name == column)
                .Select(peer => $"{Number(peer.Value)} ({Ratio(value, peer.Value)})").FirstOrDefault("-")),
        ]);

    /// <summary>Nothing, when nothing was measured.</summary>
    public void Print(TextWriter output)
    {
        if (rows.Count == 1)
        {
            return;
        }

        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }

        output.WriteLine("in parentheses: pm1's as a multiple of the peer's, measured in this run");
        if (columns.Contains(Floor))
        {
            output.WriteLine("floor: an empty native-AOT program, compiled as pm1 is; for signals, the child without an init");
        }
    }

    private static string Ratio(double value, double peer) =>
        peer <= 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"×{value / peer:0.##}");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
