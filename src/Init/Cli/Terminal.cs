using Init.Core.Config;

namespace Init.Cli;

/// <summary>stdout for results, stderr for people, and the environment to read.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>stdout is a terminal.</summary>
    public bool ShowsOut { get; init; }

    /// <summary>stderr is a terminal.</summary>
    public bool ShowsError { get; init; }

    /// <summary>As https://no-color.org says: any value but none.</summary>
    public bool HasColour => ShowsOut && Environment.GetValueOrDefault("NO_COLOR", "") == ""
        && Environment.GetValueOrDefault("TERM", "") != "dumb";

    /// <returns>The code of wrong usage, after every problem has been said.</returns>
    public int Report(IReadOnlyList<Problem> problems) => Report(problems, ExitCode.WrongUsage);

    public int Report(IReadOnlyList<Problem> problems, int exitCode)
    {
        foreach (var problem in problems)
        {
            Error.WriteLine(problem);
        }

        return exitCode;
    }
}
