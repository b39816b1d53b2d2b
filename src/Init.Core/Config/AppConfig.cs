namespace Init.Core.Config;

/// <summary>One app as written in one place, or merged from several; null: not written.</summary>
public sealed record AppConfig
{
    public Written? Workers { get; init; }
    public Written? Name { get; init; }
    public IReadOnlyList<Written>? Ports { get; init; }
    public IReadOnlyList<Written>? Private { get; init; }
    public IReadOnlyList<Written>? Listen { get; init; }
    public Written? Share { get; init; }
    public Written? Balance { get; init; }
    public Written? Weights { get; init; }
    public Written? Ipc { get; init; }
    public Written? InstanceVar { get; init; }
    public Written? IncrementVar { get; init; }
    public Written? Ready { get; init; }
    public Written? ReadyTimeout { get; init; }
    public Written? StopSignal { get; init; }
    public Written? StopTimeout { get; init; }
    public Written? StopBy { get; init; }
    public Written? DrainDelay { get; init; }
    public Written? Restart { get; init; }
    public Written? MaxRestarts { get; init; }
    public Written? ReloadSurge { get; init; }
    public Written? ReloadMinUptime { get; init; }
    public Written? ReloadCanary { get; init; }
    public Written? MinUptime { get; init; }
    public IReadOnlyList<Written>? StopExitCodes { get; init; }
    public Written? MaxMemory { get; init; }
    public Written? MemoryPressure { get; init; }
    public Written? MaxLifetime { get; init; }
    public Written? MaxRequests { get; init; }
    public Written? MaxConnections { get; init; }
    public Written? Heartbeat { get; init; }
    public Written? HeartbeatBy { get; init; }
    public Written? Schedule { get; init; }
    public IReadOnlyList<Written>? Watch { get; init; }
    public IReadOnlyList<Written>? WatchIgnore { get; init; }
    public IReadOnlyList<Written>? Checks { get; init; }
    public Written? CheckPeriod { get; init; }
    public Written? CheckTimeout { get; init; }
    public Written? CheckThreshold { get; init; }
    public Written? CheckStartPeriod { get; init; }
    public Written? User { get; init; }

    /// <summary>Each `K=V`.</summary>
    public IReadOnlyList<Written>? Env { get; init; }
    public Written? Cwd { get; init; }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<Written>? Command { get; init; }

    /// <summary>Takes each setting from where <paramref name="find"/> finds it; null there: not written.</summary>
    public static AppConfig Read(Func<Setting, IReadOnlyList<Written>?> find)
    {
        Written? One(Setting setting) => find(setting) is { Count: > 0 } found ? found[^1] : null;
        return new AppConfig
        {
            Workers = One(Settings.Workers),
            Name = One(Settings.Name),
            Ports = find(Settings.Ports),
            Private = find(Settings.Private),
            Listen = find(Settings.Listen),
            Share = One(Settings.Share),
            Balance = One(Settings.Balance),
            Weights = One(Settings.Weights),
            Ipc = One(Settings.Ipc),
            InstanceVar = One(Settings.InstanceVar),
            IncrementVar = One(Settings.IncrementVar),
            Ready = One(Settings.Ready),
            ReadyTimeout = One(Settings.ReadyTimeout),
            StopSignal = One(Settings.StopSignal),
            StopTimeout = One(Settings.StopTimeout),
            StopBy = One(Settings.StopBy),
            DrainDelay = One(Settings.DrainDelay),
            Restart = One(Settings.Restart),
            MaxRestarts = One(Settings.MaxRestarts),
            ReloadSurge = One(Settings.ReloadSurge),
            ReloadMinUptime = One(Settings.ReloadMinUptime),
            ReloadCanary = One(Settings.ReloadCanary),
            MinUptime = One(Settings.MinUptime),
            StopExitCodes = find(Settings.StopExitCodes),
            MaxMemory = One(Settings.MaxMemory),
            MemoryPressure = One(Settings.MemoryPressure),
            MaxLifetime = One(Settings.MaxLifetime),
            MaxRequests = One(Settings.MaxRequests),
            MaxConnections = One(Settings.MaxConnections),
            Heartbeat = One(Settings.Heartbeat),
            HeartbeatBy = One(Settings.HeartbeatBy),
            Schedule = One(Settings.Schedule),
            Watch = find(Settings.Watch),
            WatchIgnore = find(Settings.WatchIgnore),
            Checks = find(Settings.Checks),
            CheckPeriod = One(Settings.CheckPeriod),
            CheckTimeout = One(Settings.CheckTimeout),
            CheckThreshold = One(Settings.CheckThreshold),
            CheckStartPeriod = One(Settings.CheckStartPeriod),
            User = One(Settings.User),
            Env = find(Settings.Env),
            Cwd = One(Settings.Cwd),
        };
    }

    /// <summary>This app where it says something, <paramref name="lower"/> elsewhere. A list replaces a list; only the
    /// environment of the workers is added up, with this one's last.</summary>
    public AppConfig Over(AppConfig lower) => new()
    {
        Workers = Workers ?? lower.Workers,
        Name = Name ?? lower.Name,
        Ports = Ports ?? lower.Ports,
        Private = Private ?? lower.Private,
        Listen = Listen ?? lower.Listen,
        Share = Share ?? lower.Share,
        Balance = Balance ?? lower.Balance,
        Weights = Weights ?? lower.Weights,
        Ipc = Ipc ?? lower.Ipc,
        InstanceVar = InstanceVar ?? lower.InstanceVar,
        IncrementVar = IncrementVar ?? lower.IncrementVar,
        Ready = Ready ?? lower.Ready,
        ReadyTimeout = ReadyTimeout ?? lower.ReadyTimeout,
        StopSignal = StopSignal ?? lower.StopSignal,
        StopTimeout = StopTimeout ?? lower.StopTimeout,
        StopBy = StopBy ?? lower.StopBy,
        DrainDelay = DrainDelay ?? lower.DrainDelay,
        Restart = Restart ?? lower.Restart,
        MaxRestarts = MaxRestarts ?? lower.MaxRestarts,
        ReloadSurge = ReloadSurge ?? lower.ReloadSurge,
        ReloadMinUptime = ReloadMinUptime ?? lower.ReloadMinUptime,
        ReloadCanary = ReloadCanary ?? lower.ReloadCanary,
        MinUptime = MinUptime ?? lower.MinUptime,
        StopExitCodes = StopExitCodes ?? lower.StopExitCodes,
        MaxMemory = MaxMemory ?? lower.MaxMemory,
        MemoryPressure = MemoryPressure ?? lower.MemoryPressure,
        MaxLifetime = MaxLifetime ?? lower.MaxLifetime,
        MaxRequests = MaxRequests ?? lower.MaxRequests,
        MaxConnections = MaxConnections ?? lower.MaxConnections,
        Heartbeat = Heartbeat ?? lower.Heartbeat,
        HeartbeatBy = HeartbeatBy ?? lower.HeartbeatBy,
        Schedule = Schedule ?? lower.Schedule,
        Watch = Watch ?? lower.Watch,
        WatchIgnore = WatchIgnore ?? lower.WatchIgnore,
        Checks = Checks ?? lower.Checks,
        CheckPeriod = CheckPeriod ?? lower.CheckPeriod,
        CheckTimeout = CheckTimeout ?? lower.CheckTimeout,
        CheckThreshold = CheckThreshold ?? lower.CheckThreshold,
        CheckStartPeriod = CheckStartPeriod ?? lower.CheckStartPeriod,
        User = User ?? lower.User,
        Env = [.. lower.Env ?? [], .. Env ?? []],
        Cwd = Cwd ?? lower.Cwd,
        Command = Command ?? lower.Command,
    };
}
