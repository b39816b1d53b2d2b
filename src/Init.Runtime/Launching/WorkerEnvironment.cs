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
    [
        "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "MAINPID",
        "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "NODE_UNIQUE_ID",
    ];

    internal static IReadOnlyList<byte[]> Of(
        AppSpec app, IReadOnlyList<byte[]> inherited, WorkerIdentity worker)
    {
        var set = new List<KeyValuePair<string, string>>([.. app.Environment, .. app.Node?.Environment ?? []])
        {
            new("PM1_WORKER_SLOT", Number(worker.Slot)),
            new("PM1_WORKER_COUNT", Number(worker.Workers)),
        };
        if (worker.NotifySocket.Length > 0)
        {
            set.Add(new("NOTIFY_SOCKET", worker.NotifySocket));
            if (app is { Heartbeat: { } heartbeat, HeartbeatBy: HeartbeatBy.Notify })
            {
                var microseconds = heartbeat.Ticks / TimeSpan.TicksPerMicrosecond;
                set.Add(new("WATCHDOG_USEC", microseconds.ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (worker.ListenNames.Count > 0)
        {
            set.Add(new("LISTEN_FDS", Number(worker.ListenNames.Count)));
            set.Add(new("LISTEN_FDNAMES", string.Join(':', worker.ListenNames)));
        }
        else if (worker.InheritedSockets > 0)
        {
            set.Add(new("LISTEN_FDS", Number(worker.InheritedSockets)));
        }

        set.AddRange(NodeVariables.Of(app, worker, name => Value(app, inherited, name)));

        var names = set.Select(entry => entry.Key).Concat(MeantForPm1).ToHashSet(StringComparer.Ordinal);
        var result = inherited.Where(entry => !names.Contains(NameOf(entry))).ToList();
        result.AddRange(set
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(group => Encoding.UTF8.GetBytes($"{group.Key}={group.Last().Value}")));
        return result;
    }

    /// <summary>As the worker would see it.</summary>
    private static string? Value(AppSpec app, IReadOnlyList<byte[]> inherited, string name) =>
        app.Environment.LastOrDefault(entry => entry.Key == name) is { Key: not null } own ? own.Value
        : Find(inherited, name) is { } bytes ? Encoding.UTF8.GetString(bytes)
        : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

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
