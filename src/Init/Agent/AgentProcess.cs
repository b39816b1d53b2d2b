using Init.Linux.Processes;
using Init.Linux.Signals;
using Init.Runtime.Agents;

namespace Init.Agent;

/// <summary>What the agent does to itself before it opens a door: it can gain no privilege, dies with the supervisor,
/// and is what the kernel takes first when memory runs out, as it holds nothing that cannot be made again.</summary>
internal static class AgentProcess
{
    /// <summary>The whole scale above the supervisor, while workers are only a little above it.</summary>
    private const int OomScoreRaise = 1000;

    /// <summary>Best effort throughout: each of these only makes a bad day better. A supervisor that ended before the
    /// death signal was asked for is noticed by the end of the link.</summary>
    internal static void Harden()
    {
        _ = BeforeExec.SetNoNewPrivileges();
        _ = BeforeExec.DieWithParent(Self.ParentPid, Signal.SIGKILL);
        Self.SetName(AgentArgv.Role);
        BeforeExec.RaiseOomScore(OomScoreRaise);
    }
}
