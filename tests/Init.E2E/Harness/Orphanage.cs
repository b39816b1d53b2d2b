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

    /// <summary>SIGKILL to a process and to all that were below it, which is stopped first so that it starts no other
    /// meanwhile. A pid is only trusted with its start time.</summary>
    public static void End(int pid)
    {
        var self = Proc.Stat(pid)?.Started;
        Kill(pid, self, Signals.STOP);
        var tree = Proc.Descendants(pid).Select(child => (Pid: child, Proc.Stat(child)?.Started)).ToArray();
        Kill(pid, self, Signals.KILL);
        foreach (var (child, started) in tree)
        {
            Kill(child, started, Signals.KILL);
        }
    }

    private static void Kill(int pid, string? started, int signal)
    {
        if (started is not null && Proc.Stat(pid)?.Started == started)
        {
            _ = Libc.kill(pid, signal);
        }
    }
}
