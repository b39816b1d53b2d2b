namespace Init.Core.Spec;

/// <summary>One app, validated and total: every default applied, nothing to look up any more.</summary>
public sealed record AppSpec
{
    public required string Name { get; init; }

    /// <summary>The program and its arguments; never empty. A program without a slash is searched in PATH.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>How many workers, not yet evaluated against this machine.</summary>
    public required WorkersExpression Workers { get; init; }

    public required ShareMode Share { get; init; }
    public Balance Balance { get; init; }

    /// <summary>The only ports to share; empty: every fixed TCP port that is not private.</summary>
    public IReadOnlyList<PortName> Ports { get; init; } = [];
    public IReadOnlyList<PortName> PrivatePorts { get; init; } = [];

    /// <summary>What pm1 binds and passes on; not empty only for <see cref="ShareMode.Fd"/>.</summary>
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [];

    public required ReadyRule Ready { get; init; }
    public required TimeSpan ReadyTimeout { get; init; }
    public required int StopSignal { get; init; }
    public required TimeSpan StopTimeout { get; init; }
    public required DelayRange DrainDelay { get; init; }
    public required RestartRule Restart { get; init; }

    /// <summary>More restarts of one slot than this within <see cref="RestartWindow"/> and pm1 gives up.</summary>
    public required int MaxRestarts { get; init; }

    /// <summary>Counts the time that workers ran, not the time that pm1 waited in backoff.</summary>
    public required TimeSpan RestartWindow { get; init; }

    /// <summary>A worker that was ready this long has recovered: the next failure is its first.</summary>
    public TimeSpan MinUptime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Exit codes, 0 to 255, after which a worker is not started again.</summary>
    public IReadOnlyList<int> StopExitCodes { get; init; } = [];

    /// <summary>So many may exist beyond the wanted number while workers are being replaced.</summary>
    public Portion ReloadSurge { get; init; } = Portion.Quarter;

    /// <summary>A new worker must have been ready this long before it takes over.</summary>
    public TimeSpan ReloadMinUptime { get; init; }

    /// <summary>null: none.</summary>
    public Canary? ReloadCanary { get; init; }

    /// <summary>A worker that has been ready this long is replaced; null: none.</summary>
    public TimeSpan? MaxLifetime { get; init; }

    /// <summary>null: as pm1 itself.</summary>
    public UserSpec? User { get; init; }

    /// <summary>Added to pm1's own environment; a later one wins.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>null: pm1's own.</summary>
    public string? WorkingDirectory { get; init; }
}
