using Init.Core.Spec;

namespace Init.Core.Link;

/// <summary>The health checks of an app, as the agent is told them when it is started.</summary>
/// <param name="Checks">All of them, so that their places are the app's; the agent leaves commands out.</param>
/// <param name="Period">From one look at a worker to the next.</param>
/// <param name="Timeout">Of one look; not longer than the period.</param>
public sealed record AgentChecks(IReadOnlyList<CheckSpec> Checks, TimeSpan Period, TimeSpan Timeout)
{
    /// <summary>In the environment of the agent, and of nobody else: one JSON text.</summary>
    public const string Variable = "PM1_AGENT_CHECKS";

    /// <returns>null: none of them is the agent's to make.</returns>
    public static AgentChecks? Of(AppSpec app) => app.Checks.Any(check => check.Kind != CheckKind.Exec)
        ? new AgentChecks(app.Checks, app.CheckPeriod, app.CheckTimeout) : null;
}
