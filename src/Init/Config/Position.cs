namespace Init.Config;

/// <summary>Both from 1, as editors count.</summary>
internal readonly record struct Position(int Line, int Column);
