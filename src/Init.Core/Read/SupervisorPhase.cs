namespace Init.Core.Read;

public enum SupervisorPhase
{
    /// <summary>The first generation has not been ready yet.</summary>
    Starting,
    Running,

    /// <summary>A stop signal came, or the app gave up: no more restarts.</summary>
    Draining,
    Stopped,
}
