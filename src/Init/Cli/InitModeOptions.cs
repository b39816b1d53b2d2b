namespace Init.Cli;

/// <param name="Command">The program and its arguments; never empty.</param>
internal sealed record InitModeOptions(IReadOnlyList<string> Command);
