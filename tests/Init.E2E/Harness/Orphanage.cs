using System.Collections.Concurrent;

namespace Init.E2E.Harness;

/// <summary>What the tests have started and not yet ended: gone with them, even when one fails or is interrupted.</summary>
internal static class Orphanage
{
    private static readonly ConcurrentDictionary<int, bool> Started = new();

    static Orphanage() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var pid in Started.Keys)
        {
            End(pid);
        }
    };

    public static void Add(int pid) => Started[pid] = true;

    public static void Remove(int pid) => Started.TryRemove(pid, out _);

    /// <summary>SIGKILL to a process and to all that were below it. A pid is only trusted with its start time.</summary>
    public static void End(int pid)
    {
        var tree = Proc.Descendants(pid).Select(child => (child, Proc.Stat(child)?.Started)).ToArray();
        if (Proc.Stat(pid) is not null)
        {
            _ = Libc.kill(pid, Signals.KILL);
        }

        foreach (var (child, started) in tree)
        {
            if (started is not null && Proc.Stat(child)?.Started == started)
            {
                _ = Libc.kill(child, Signals.KILL);
            }
        }
    }
}
