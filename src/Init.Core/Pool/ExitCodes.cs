namespace Init.Core.Pool;

/// <summary>A supervisor's own exit codes: an interface that Kubernetes' podFailurePolicy and scripts match on.
/// </summary>
public static class ExitCodes
{
    public const int Clean = 0;

    /// <summary>What pm1 saw fail, of a worker that itself ended with 0.</summary>
    public const int Failed = 1;
    public const int Internal = 70;

    /// <summary>Drained, but something had to be killed.</summary>
    public const int Forced = 75;
}
