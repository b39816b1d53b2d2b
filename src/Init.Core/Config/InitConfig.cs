namespace Init.Core.Config;

/// <summary>All that one place says: the flags, the environment, or a file; null: not written there.</summary>
public sealed record InitConfig
{
    public Written? Admin { get; init; }
    public Written? Socket { get; init; }

    /// <summary>Only from the environment (PM1_TERMINATION_GRACE): whoever deploys pm1 knows it, not its user.
    /// </summary>
    public Written? TerminationGrace { get; init; }

    /// <summary>At most one from flags and from the environment.</summary>
    public IReadOnlyList<AppConfig> Apps { get; init; } = [];

    /// <summary>Where <see cref="Apps"/> is written: the file's name, or empty.</summary>
    public string AppsOrigin { get; init; } = "";
}
