using System.Text;
using Init.Linux.Terminal;

namespace Init.Cli;

/// <summary>How far a long operation is, on stderr: on a terminal a few lines that change in place, else each line
/// when it has become another one.</summary>
internal sealed class Progress(Terminal terminal)
{
    /// <summary>A block that is higher than the window cannot be written over.</summary>
    private const int RowsMax = 16;
    private const int ColumnsDefault = 80;

    private IReadOnlyList<string> shown = [];

    public void Show(IReadOnlyList<string> lines)
    {
        if (terminal.ShowsError)
        {
            ShowInPlace(lines);
        }
        else
        {
            var before = shown.ToHashSet();
            foreach (var line in lines.Where(line => !before.Contains(line)))
            {
                terminal.Error.WriteLine($"pm1: {line}");
            }
        }

        shown = lines;
    }

    private void ShowInPlace(IReadOnlyList<string> lines)
    {
        var columns = TerminalScreen.Size(TerminalScreen.StandardError)?.Columns ?? ColumnsDefault;
        var text = new StringBuilder();
        if (shown.Count > 0)
        {
            text.Append($"\x1b[{Math.Min(shown.Count, RowsMax)}A\r\x1b[J");
        }

        // What has changed is what is worth a row where there are not enough.
        var before = shown.ToHashSet();
        var rows = lines.Count <= RowsMax ? lines
            : lines.OrderBy(before.Contains).Take(RowsMax - 1).Append($"… {lines.Count - RowsMax + 1} more");
        foreach (var line in rows)
        {
            text.Append("pm1: ").Append(Clip(line, columns - 6)).Append('\n');
        }

        terminal.Error.Write(text);
        terminal.Error.Flush();
    }

    private static string Clip(string line, int columns) =>
        line.Length <= columns || columns < 1 ? line : $"{line[..(columns - 1)]}…";
}
