using System.Text;
using Init.Linux.Processes;
using Init.Linux.Sockets;

namespace Init.Runtime.Agents;

/// <summary>What an agent is started with: the sockets that it serves, and its environment.</summary>
internal sealed record AgentDoors
{
    /// <summary>argv[0] of that role.</summary>
    internal const string RoleName = "pm1: agent";

    /// <summary>By the name that the agent knows them by.</summary>
    internal required IReadOnlyList<(string Name, OwnedSocket Socket)> Open { get; init; }

    internal IReadOnlyList<byte[]> Environment { get; } = AgentEnvironment();

    /// <summary>The agent shall stay small rather than fast, and be told so before its runtime starts: a heap that gives
    /// memory back, and no more than 64 MiB of it.</summary>
    private static readonly string[] Settings =
        ["DOTNET_GCConserveMemory=9", "DOTNET_GCHeapHardLimit=0x4000000", "DOTNET_GCgen0size=0x80000"];

    private static List<byte[]> AgentEnvironment() =>
    [
        .. Self.RawEnvironment().Where(entry => !entry.AsSpan().StartsWith("DOTNET_"u8)),
        .. Settings.Select(Encoding.ASCII.GetBytes),
    ];
}
