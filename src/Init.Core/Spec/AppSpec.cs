using Init.Core.NodePrograms;

namespace Init.Core.Spec;

/// <summary>One app, validated and total: every default applied, nothing to look up any more.</summary>
public sealed record AppSpec
{
    public required string Name { get; init; }

    /// <summary>The program and its arguments; never empty. A program without a slash is searched in PATH.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>What is known of it as a Node program with a script; null: it is none, or nobody wants to know.</summary>
    public NodeCommand? Node { get; init; }

    /// <summary>How many workers, not yet evaluated against this machine.</summary>
    public required WorkersExpression Workers { get; init; }

    public required ShareMode Share { get; init; }

    /// <summary>Why so, for people.</summary>
    public string ShareReason { get; init; } = "";
    public Balance Balance { get; init; }

    /// <summary>Of slot 0, 1, …, for balances that know weights; what is missing is 1.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>The worker gets Node's channel without being part of a cluster (child_process.fork).</summary>
    public bool Ipc { get; init; }

    /// <summary>Gets the slot's number; empty: none does.</summary>
    public string InstanceVariable { get; init; } = "";

    /// <summary>Its number, as pm1 has it, is raised by the slot's; empty: none is.</summary>
    public string IncrementVariable { get; init; } = "";

    /// <summary>The only ports to share; empty: every fixed TCP port that is not private.</summary>
    public IReadOnlyList<PortName> Ports { get; init; } = [];
    public IReadOnlyList<PortName> PrivatePorts { get; init; } = [];

    /// <summary>What pm1 binds and passes on; not empty only for <see cref="ShareMode.Fd"/>.</summary>
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [];

    public required ReadyRule Ready { get; init; }
    public required TimeSpan ReadyTimeout { get; init; }
    public required int StopSignal { get; init; }
    public StopBy StopBy { get; init; }
    public required TimeSpan StopTimeout { get; init; }
    public required DelayRange DrainDelay { get; init; }
    public required RestartRule Restart { get; init; }

    /// <summary>More restarts of one slot than this within <see cref="RestartWindow"/> and pm1 gives up.</summary>
    public required int MaxRestarts { get; init; }

    /// <summary>Counts the time that workers ran, not the time that pm1 waited in backoff.</summary>
    public required TimeSpan RestartWindow { get; init; }

    /// <summary>A worker that was ready for so long has recovered: its failures in a row start from zero.</summary>
    public TimeSpan MinUptime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A worker that exits with one of these is not started again.</summary>
    public IReadOnlyList<int> StopExitCodes { get; init; } = [];

    /// <summary>How many workers more than wanted there may be while others are replaced.</summary>
    public Portion ReloadSurge { get; init; } = new(25, IsPercent: true);

    /// <summary>A new worker must have been ready for so long before an old one goes.</summary>
    public TimeSpan ReloadMinUptime { get; init; }

    /// <summary>null: none.</summary>
    public Canary? ReloadCanary { get; init; }

    /// <summary>null: no limit.</summary>
    public MemoryLimit? MaxMemory { get; init; }

    /// <summary>Percent of the cgroup's memory limit, 1 to 100; above it the largest worker is replaced. null: off.
    /// </summary>
    public int? MemoryPressure { get; init; }

    /// <summary>null: for ever. Chance takes up to a tenth off, so that workers do not go together.</summary>
    public TimeSpan? MaxLifetime { get; init; }

    /// <summary>So many connections may be handed to a worker before it is replaced; at least 1, and chance takes up to a
    /// tenth off. null: any number.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>A worker must show that it is alive at least so often. null: it need not.</summary>
    public TimeSpan? Heartbeat { get; init; }
    public HeartbeatBy HeartbeatBy { get; init; }

    /// <summary>When to reload. null: never.</summary>
    public CronSchedule? Schedule { get; init; }

    /// <summary>Files and folders whose change is a reload; absolute, or relative to pm1's own directory.</summary>
    public IReadOnlyList<string> Watch { get; init; } = [];
    public IReadOnlyList<PathGlob> WatchIgnore { get; init; } = [];

    /// <summary>At most <see cref="CheckSpec.ChecksMax"/>.</summary>
    public IReadOnlyList<CheckSpec> Checks { get; init; } = [];
    public TimeSpan CheckPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Not longer than <see cref="CheckPeriod"/>.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>So many failures in a row, and the worker is replaced.</summary>
    public int CheckThreshold { get; init; } = 3;

    /// <summary>Failures so soon after a worker became ready do not count.</summary>
    public TimeSpan CheckStartPeriod { get; init; }

    /// <summary>null: as pm1 itself.</summary>
    public UserSpec? User { get; init; }

    /// <summary>Added to pm1's own environment; a later one wins.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>null: pm1's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The worker gets Node's channel.</summary>
    public bool HasChannel => Share == ShareMode.Node || Ipc;

    /// <summary>pm1 itself accepts, and hands connections over.</summary>
    public bool IsDispatched => Share == ShareMode.Node && Balance is Balance.RoundRobin or Balance.LeastBusy;
}
