using System.Text;
using System.Text.Json;
using Init.Core.Link;
using Init.Linux.Processes;
using Init.Linux.Sockets;

namespace Init.Runtime.Agents;

/// <summary>What an agent is started with: the sockets that it serves, the checks that it makes, and its
/// environment.</summary>
internal sealed record AgentDoors
{
    /// <summary>By the name that the agent knows them by.</summary>
    internal required IReadOnlyList<(string Name, OwnedSocket Socket)> Open { get; init; }

    /// <summary>null: none.</summary>
    internal AgentChecks? Checks { get; init; }

    internal IReadOnlyList<byte[]> Environment =>
    [
        .. Self.RawEnvironment().Where(entry =>
            !entry.AsSpan().StartsWith("DOTNET_"u8) && !entry.AsSpan().StartsWith("PM1_AGENT_"u8)),
        .. Settings.Select(Encoding.ASCII.GetBytes),
        .. Checks is null ? [] : new[] { Encoding.UTF8.GetBytes($"{AgentChecks.Variable}={Json(Checks)}") },
    ];

    /// <summary>32 MiB (hexadecimal): measured with 1,000 workers and 2,000 scrapes in parallel; one that needs more is
    /// leaking, and ends instead of growing.</summary>
    private static readonly string[] Settings = ["DOTNET_GCHeapHardLimit=2000000"];

    private static string Json(AgentChecks checks) => JsonSerializer.Serialize(checks, LinkJson.Default.AgentChecks);
}
