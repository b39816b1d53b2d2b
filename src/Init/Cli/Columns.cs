namespace Init.Cli;

/// <summary>Rows of words, each column as wide as its widest.</summary>
internal static class Columns
{
    /// <param name="paint">Is given row, column, the word and the padded word; the last is what is shown.</param>
    public static IEnumerable<string> Of(
        IReadOnlyList<string[]> rows, Func<int, int, string, string, string>? paint = null)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select((row, at) => "  " + string.Join("  ", row.Select((word, column) =>
        {
            var padded = column == row.Length - 1 ? word : word.PadRight(widths[column]);
            return paint?.Invoke(at, column, word, padded) ?? padded;
        })).TrimEnd());
    }
}
