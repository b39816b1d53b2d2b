namespace Init.Cli;

internal static class VersionVerb
{
    public static int Run(Terminal terminal)
    {
        terminal.Out.WriteLine($"pm1 {typeof(VersionVerb).Assembly.GetName().Version?.ToString(3)}");
        return ExitCode.Done;
    }
}
