using Init.Core.NodePrograms;
using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>All that a spec is made of; best first: flags, environment, file, defaults.</summary>
public sealed record SpecInput
{
    public required InitConfig Flags { get; init; }

    /// <summary>pm1's own: PM1_*, OTEL_*, KUBERNETES_SERVICE_HOST, WEB_CONCURRENCY are read.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public InitConfig? File { get; init; }

    /// <summary>`name`, `uid`, `uid:gid`, `name:group` to numbers; null: there is no such user or group.</summary>
    public required Func<string, UserSpec?> FindUser { get; init; }

    /// <summary>From an IANA name like `Europe/Berlin`; null: it is not known here.</summary>
    public Func<string, TimeZoneInfo?> FindTimeZone { get; init; } = _ => null;

    /// <summary>From a command and its working directory (null: pm1's own) to the Node program with a script that it is;
    /// null: it is none, or that cannot be seen.</summary>
    public Func<IReadOnlyList<string>, string?, NodeCommand?> FindNode { get; init; } = (_, _) => null;

    /// <summary>Somebody passed listening sockets to pm1 itself (LISTEN_FDS).</summary>
    public bool InheritedSockets { get; init; }

    /// <summary>What was found wrong before: unknown flags, unknown keys. Reported with the rest.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
