using System.Collections.Immutable;
using Init.Core.Spec;

namespace Init.Core.Pool;

/// <summary>What the machines need to know of an app, in numbers.</summary>
public sealed record PoolPolicy
{
    public required int Workers { get; init; }
    public required RestartRule Restart { get; init; }
    public required int MaxRestarts { get; init; }
    public required TimeSpan RestartWindow { get; init; }
    public required ReadyRule Ready { get; init; }

    /// <summary>Whether a worker's listen(2) can be seen; if not, <see cref="ReadyKind.Auto"/> is satisfied by exec.
    /// </summary>
    public required bool ListenIsVisible { get; init; }
    public required TimeSpan ReadyTimeout { get; init; }
    public required int StopSignal { get; init; }
    public required TimeSpan StopTimeout { get; init; }
    public required DelayRange DrainDelay { get; init; }
    public required TimeSpan TerminationGrace { get; init; }

    /// <summary>A worker that was ready this long has recovered: the next failure is its first.</summary>
    public TimeSpan MinUptime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Exit codes after which a worker is not started again.</summary>
    public ImmutableHashSet<int> StopExitCodes { get; init; } = [];

    /// <summary>So many may exist beyond the wanted number while workers are being replaced.</summary>
    public Portion ReloadSurge { get; init; } = Portion.Quarter;

    /// <summary>A new worker must have been ready this long before it takes over.</summary>
    public TimeSpan ReloadMinUptime { get; init; }

    /// <summary>null: none.</summary>
    public Canary? ReloadCanary { get; init; }

    /// <summary>null: no limit.</summary>
    public TimeSpan? MaxLifetime { get; init; }

    /// <summary>All workers have been ready once: what cannot be started now (one that a scale adds, say) may be later.
    /// </summary>
    public bool HasWorked { get; init; }

    /// <summary>Nothing is started any more.</summary>
    public bool IsEnding { get; init; }

    public static PoolPolicy Of(AppSpec app, int workers, TimeSpan terminationGrace) => new()
    {
        Workers = workers,
        Restart = app.Restart,
        MaxRestarts = app.MaxRestarts,
        RestartWindow = app.RestartWindow,
        Ready = app.Ready,
        ListenIsVisible = app.Share is ShareMode.Bind or ShareMode.Node,
        ReadyTimeout = app.ReadyTimeout,
        StopSignal = app.StopSignal,
        StopTimeout = app.StopTimeout,
        DrainDelay = app.DrainDelay,
        TerminationGrace = terminationGrace,
        MinUptime = app.MinUptime,
        StopExitCodes = [.. app.StopExitCodes],
        ReloadSurge = app.ReloadSurge,
        ReloadMinUptime = app.ReloadMinUptime,
        ReloadCanary = app.ReloadCanary,
        MaxLifetime = app.MaxLifetime,
    };
}
