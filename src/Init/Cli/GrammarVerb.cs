namespace Init.Cli;

/// <param name="HasOperand">A word that is no option can follow.</param>
internal sealed record GrammarVerb(string Name, IReadOnlyList<GrammarOption> Options, bool HasOperand);
