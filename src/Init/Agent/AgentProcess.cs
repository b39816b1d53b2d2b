using System.Globalization;
using System.Runtime.InteropServices;

namespace Init.Agent;

/// <summary>What the agent does to itself before it opens a door: it can gain no privilege, dies with the supervisor,
/// and is what the kernel takes first when memory runs out, as it holds nothing that cannot be made again.</summary>
internal static partial class AgentProcess
{
    private const string OomScorePath = "/proc/self/oom_score_adj";
    private const int OomScoreMax = 1000;
    private const int Sigkill = 9;
    private const int PrSetPdeathsig = 1;
    private const int PrSetName = 15;
    private const int PrSetNoNewPrivs = 38;

    internal static uint OwnUid => geteuid();

    /// <summary>Best effort throughout: each of these only makes a bad day better. A supervisor that ended before the
    /// death signal was asked for is noticed by the end of the link.</summary>
    internal static unsafe void Harden()
    {
        _ = prctl(PrSetNoNewPrivs, 1, 0, 0, 0);
        _ = prctl(PrSetPdeathsig, Sigkill, 0, 0, 0);
        fixed (byte* name = "pm1: agent"u8)
        {
            _ = prctl(PrSetName, (nuint)name, 0, 0, 0);
        }

        RaiseOomScore();
    }

    private static void RaiseOomScore()
    {
        try
        {
            File.WriteAllText(OomScorePath, OomScoreMax.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without /proc, or under a security module that forbids it, the agent stays where its parent is.
        }
    }

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

    [LibraryImport("libc")]
    private static partial uint geteuid();
}
