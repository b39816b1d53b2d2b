namespace Init.Core.Config;

/// <summary>One setting and its three spellings.</summary>
/// <param name="Key">In a file.</param>
/// <param name="Flag">On the command line, with both dashes.</param>
/// <param name="Variable">In the environment.</param>
/// <param name="Repeatable">A list in a file, a flag that may be given again, several values in one variable.</param>
public sealed record Setting(string Key, string Flag, string Variable, bool Repeatable = false)
{
    /// <summary>`-w` for `--workers`.</summary>
    public string? Short { get; init; }

    /// <summary>A value may hold a comma or a blank, so the variable has one on each line.</summary>
    public bool OnePerLine { get; init; }
}
