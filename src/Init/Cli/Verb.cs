namespace Init.Cli;

internal enum Verb
{
    /// <summary>No word: only `--version` and `--help` can stand alone.</summary>
    None,
    Run,
    Start,
    Probe,
    Drain,
    List,
    Install,
    Doctor,
    Completion,
    Version,
}
