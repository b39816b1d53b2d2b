namespace Init.Runtime.Agents;

/// <summary>The words between a supervisor and the agent that it starts: `pm1: agent link=3 admin=4 control=5`, each
/// number a descriptor that is passed on.</summary>
public static class AgentArgv
{
    /// <summary>argv[0] of that role.</summary>
    public const string Role = "pm1: agent";

    public const string Link = "link";
    public const string Admin = "admin";
    public const string Control = "control";
}
