namespace Init.Cli;

internal static class VersionVerb
{
    public static int Run(Terminal terminal)
    {
        terminal.Out.WriteLine($"pm1 {ProductVersion.Text}");
        return ExitCode.Done;
    }
}
