namespace Init.Cli;

/// <summary>The exit codes of the verbs; those of a supervisor are its own.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Of `probe`: not healthy, or nobody to ask; a kubelet only looks for zero.</summary>
    public const int Unhealthy = 1;
    public const int WrongUsage = 2;

    /// <summary>A running pm1 answered, but not with success.</summary>
    public const int Refused = 3;

    /// <summary>Of `doctor`: `run` would fail here.</summary>
    public const int Lacking = 3;
    public const int NotReached = 4;
}
