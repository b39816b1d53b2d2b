using System.Globalization;
using System.Text;
using Init.Core.Spec;

namespace Init.Runtime.Launching;

/// <summary>A worker's environment: pm1's own, without what was meant for pm1, and with what the worker is to know.
/// Bytes, because values need not be UTF-8.</summary>
internal static class WorkerEnvironment
{
    /// <summary>Spoken to pm1 by whoever started it; a worker that believed it would answer the wrong one.</summary>
    private static readonly string[] MeantForPm1 =
        ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "MAINPID"];

    internal static IReadOnlyList<byte[]> Of(
        AppSpec app, IReadOnlyList<byte[]> inherited, int slot, int workers, string notifySocket,
        IReadOnlyList<string> listenNames)
    {
        var set = new List<KeyValuePair<string, string>>(app.Environment)
        {
            new("PM1_WORKER_SLOT", slot.ToString(CultureInfo.InvariantCulture)),
            new("PM1_WORKER_COUNT", workers.ToString(CultureInfo.InvariantCulture)),
        };
        if (notifySocket.Length > 0)
        {
            set.Add(new("NOTIFY_SOCKET", notifySocket));
            if (app.Heartbeat is { } heartbeat)
            {
                var microseconds = heartbeat.Ticks / TimeSpan.TicksPerMicrosecond;
                set.Add(new("WATCHDOG_USEC", microseconds.ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (listenNames.Count > 0)
        {
            set.Add(new("LISTEN_FDS", listenNames.Count.ToString(CultureInfo.InvariantCulture)));
            set.Add(new("LISTEN_FDNAMES", string.Join(':', listenNames)));
        }

        var names = set.Select(entry => entry.Key).Concat(MeantForPm1).ToHashSet(StringComparer.Ordinal);
        var result = inherited.Where(entry => !names.Contains(NameOf(entry))).ToList();
        result.AddRange(set
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(group => Encoding.UTF8.GetBytes($"{group.Key}={group.Last().Value}")));
        return result;
    }

    internal static IReadOnlyList<byte[]> Without(string name, IReadOnlyList<byte[]> environment) =>
        [.. environment.Where(entry => NameOf(entry) != name)];

    /// <summary>A variable's value. An entry without `=` is no variable, though execve(2) takes it.</summary>
    internal static byte[]? Find(IReadOnlyList<byte[]> environment, string name) =>
        environment.FirstOrDefault(bytes => bytes.Length > name.Length && NameOf(bytes) == name)?[(name.Length + 1)..];

    private static string NameOf(byte[] entry)
    {
        var end = Array.IndexOf(entry, (byte)'=');
        return Encoding.UTF8.GetString(entry, 0, end < 0 ? entry.Length : end);
    }
}
