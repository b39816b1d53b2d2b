using System.Globalization;

namespace Init.Runtime.Doctor;

/// <summary>What a child in the place of a worker says. Both ends are the same binary.</summary>
/// <param name="Files">For each candidate of the command: why it cannot be executed, and why not read; errno or 0.
/// </param>
/// <param name="BindError">What bind(2) answered it; null: it did not get there.</param>
/// <param name="Port">Its socket's port after that.</param>
internal sealed record TrialReport(IReadOnlyList<(int Execute, int Read)> Files, int? BindError, int Port)
{
    internal static string FileLine(int execute, int read) =>
        string.Create(CultureInfo.InvariantCulture, $"file {execute} {read}\n");

    internal static string BindLine(int error, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"bind {error} {port}\n");

    /// <summary>What is not understood is left out.</summary>
    internal static TrialReport Read(string text)
    {
        var files = new List<(int, int)>();
        int? error = null;
        var port = 0;
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(' ') is [var word, var first, var second] && Number(first) is { } a && Number(second) is { } b)
            {
                if (word == "file")
                {
                    files.Add((a, b));
                }
                else
                {
                    (error, port) = (a, b);
                }
            }
        }

        return new TrialReport(files, error, port);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
