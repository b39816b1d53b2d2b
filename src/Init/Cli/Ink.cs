namespace Init.Cli;

/// <summary>Colour for the states of workers; without colour every word says the same.</summary>
internal static class Ink
{
    private const string Plain = "\x1b[0m";

    public static string State(string state, string text, bool hasColour)
    {
        var colour = state switch
        {
            "ready" => "\x1b[32m",
            "starting" => "\x1b[33m",
            "backoff" or "killed" => "\x1b[31m",
            "draining" or "stopping" => "\x1b[36m",
            _ => "",
        };
        return hasColour && colour != "" ? $"{colour}{text}{Plain}" : text;
    }

    public static string Bold(string text, bool hasColour) => hasColour ? $"\x1b[1m{text}{Plain}" : text;
}
