namespace Init.Cli;

/// <param name="Name">With both dashes.</param>
/// <param name="Aliases">`-w`.</param>
/// <param name="TakesValue">False: a switch.</param>
internal sealed record GrammarOption(string Name, IReadOnlyList<string> Aliases, bool TakesValue);
