namespace Init.E2E.Harness;

internal sealed record Ended(int Code, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What went wrong, without the lines that say what to do about it.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. ErrorLines.Where(line => !line.Contains("hint:", StringComparison.Ordinal))];
}
