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
    Describe,
    Events,
    Top,
    Reload,
    Restart,
    Stop,
    Scale,
    Signal,
    Send,
    Install,
    Doctor,
    Completion,
    Version,
}
