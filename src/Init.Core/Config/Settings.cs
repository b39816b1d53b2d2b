namespace Init.Core.Config;

/// <summary>Every setting of this version: the one list that flags, environment and files are read by.</summary>
public static class Settings
{
    public static readonly Setting Workers = new("workers", "--workers", "PM1_WORKERS") { Short = "-w" };
    public static readonly Setting Name = new("name", "--name", "PM1_NAME");
    public static readonly Setting Ports = new("ports", "--port", "PM1_PORT", Repeatable: true);
    public static readonly Setting Private = new("private", "--private", "PM1_PRIVATE", Repeatable: true);
    public static readonly Setting Listen = new("listen", "--listen", "PM1_LISTEN", Repeatable: true);
    public static readonly Setting Share = new("share", "--share", "PM1_SHARE");
    public static readonly Setting Balance = new("balance", "--balance", "PM1_BALANCE");
    public static readonly Setting Weights = new("weights", "--weights", "PM1_WEIGHTS");
    public static readonly Setting Ipc = new("ipc", "--ipc", "PM1_IPC");
    public static readonly Setting InstanceVar = new("instanceVar", "--instance-var", "PM1_INSTANCE_VAR");
    public static readonly Setting IncrementVar = new("incrementVar", "--increment-var", "PM1_INCREMENT_VAR");
    public static readonly Setting Ready = new("ready", "--ready", "PM1_READY");
    public static readonly Setting ReadyTimeout = new("readyTimeout", "--ready-timeout", "PM1_READY_TIMEOUT");
    public static readonly Setting StopSignal = new("stopSignal", "--stop-signal", "PM1_STOP_SIGNAL");
    public static readonly Setting StopTimeout = new("stopTimeout", "--stop-timeout", "PM1_STOP_TIMEOUT");
    public static readonly Setting StopBy = new("stopBy", "--stop-by", "PM1_STOP_BY");
    public static readonly Setting DrainDelay = new("drainDelay", "--drain-delay", "PM1_DRAIN_DELAY");
    public static readonly Setting Restart = new("restart", "--restart", "PM1_RESTART");
    public static readonly Setting MaxRestarts = new("maxRestarts", "--max-restarts", "PM1_MAX_RESTARTS");
    public static readonly Setting ReloadSurge = new("reloadSurge", "--reload-surge", "PM1_RELOAD_SURGE");
    public static readonly Setting ReloadMinUptime =
        new("reloadMinUptime", "--reload-min-uptime", "PM1_RELOAD_MIN_UPTIME");
    public static readonly Setting ReloadCanary = new("reloadCanary", "--reload-canary", "PM1_RELOAD_CANARY");
    public static readonly Setting MinUptime = new("minUptime", "--min-uptime", "PM1_MIN_UPTIME");
    public static readonly Setting StopExitCodes =
        new("stopExitCodes", "--stop-exit-codes", "PM1_STOP_EXIT_CODES", Repeatable: true);
    public static readonly Setting MaxMemory = new("maxMemory", "--max-memory", "PM1_MAX_MEMORY");
    public static readonly Setting MemoryPressure = new("memoryPressure", "--memory-pressure", "PM1_MEMORY_PRESSURE");
    public static readonly Setting MaxLifetime = new("maxLifetime", "--max-lifetime", "PM1_MAX_LIFETIME");
    public static readonly Setting MaxRequests = new("maxRequests", "--max-requests", "PM1_MAX_REQUESTS");
    public static readonly Setting MaxConnections =
        new("maxConnections", "--max-connections", "PM1_MAX_CONNECTIONS");
    public static readonly Setting Heartbeat = new("heartbeat", "--heartbeat", "PM1_HEARTBEAT");
    public static readonly Setting HeartbeatBy = new("heartbeatBy", "--heartbeat-by", "PM1_HEARTBEAT_BY");
    public static readonly Setting Schedule = new("schedule", "--schedule", "PM1_SCHEDULE");
    public static readonly Setting Watch = new("watch", "--watch", "PM1_WATCH", Repeatable: true) { OnePerLine = true };
    public static readonly Setting WatchIgnore =
        new("watchIgnore", "--watch-ignore", "PM1_WATCH_IGNORE", Repeatable: true) { OnePerLine = true };
    public static readonly Setting Checks =
        new("checks", "--check", "PM1_CHECK", Repeatable: true) { OnePerLine = true };
    public static readonly Setting CheckPeriod = new("checkPeriod", "--check-period", "PM1_CHECK_PERIOD");
    public static readonly Setting CheckTimeout = new("checkTimeout", "--check-timeout", "PM1_CHECK_TIMEOUT");
    public static readonly Setting CheckThreshold = new("checkThreshold", "--check-threshold", "PM1_CHECK_THRESHOLD");
    public static readonly Setting CheckStartPeriod =
        new("checkStartPeriod", "--check-start-period", "PM1_CHECK_START_PERIOD");
    public static readonly Setting User = new("user", "--user", "PM1_USER") { Short = "-u" };
    public static readonly Setting Env = new("env", "--env", "PM1_ENV", Repeatable: true) { OnePerLine = true };
    public static readonly Setting Cwd = new("cwd", "--cwd", "PM1_CWD");
    public static readonly Setting Admin = new("admin", "--admin", "PM1_ADMIN");
    public static readonly Setting Socket = new("socket", "--socket", "PM1_SOCKET");

    /// <summary>The settings of one app, in the order of the help text.</summary>
    public static readonly IReadOnlyList<Setting> OfApp =
    [
        Workers, Name, Ports, Private, Listen, Share, Balance, Weights, Ipc, InstanceVar, IncrementVar, Ready,
        ReadyTimeout, StopSignal, StopTimeout, StopBy, DrainDelay,
        Restart, MaxRestarts, MinUptime, StopExitCodes, ReloadSurge, ReloadMinUptime, ReloadCanary, MaxMemory,
        MemoryPressure, MaxLifetime, MaxRequests, MaxConnections, Heartbeat, HeartbeatBy, Schedule, Watch, WatchIgnore, Checks, CheckPeriod,
        CheckTimeout, CheckThreshold, CheckStartPeriod, User, Env, Cwd,
    ];

    /// <summary>The settings of pm1 itself.</summary>
    public static readonly IReadOnlyList<Setting> OfPm1 = [Admin, Socket];

    public static readonly IReadOnlyList<Setting> All = [.. OfApp, .. OfPm1];
}
