using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Init.Config;

/// <summary>One of `apps:`.</summary>
internal sealed class AppSchema
{
    public JsonNode? Name { get; set; }
    public JsonNode? Command { get; set; }
    public JsonNode? Workers { get; set; }
    public JsonNode? Ports { get; set; }
    public JsonNode? Private { get; set; }
    public JsonNode? Listen { get; set; }
    public JsonNode? Share { get; set; }
    public JsonNode? Balance { get; set; }
    public JsonNode? Ready { get; set; }
    public JsonNode? ReadyTimeout { get; set; }
    public JsonNode? StopSignal { get; set; }
    public JsonNode? StopTimeout { get; set; }
    public JsonNode? DrainDelay { get; set; }
    public JsonNode? Restart { get; set; }
    public JsonNode? MaxRestarts { get; set; }
    public JsonNode? ReloadSurge { get; set; }
    public JsonNode? ReloadMinUptime { get; set; }
    public JsonNode? ReloadCanary { get; set; }
    public JsonNode? MinUptime { get; set; }
    public JsonNode? StopExitCodes { get; set; }
    public JsonNode? MaxMemory { get; set; }
    public JsonNode? MemoryPressure { get; set; }
    public JsonNode? MaxLifetime { get; set; }
    public JsonNode? MaxRequests { get; set; }
    public JsonNode? Heartbeat { get; set; }
    public JsonNode? Schedule { get; set; }
    public JsonNode? Watch { get; set; }
    public JsonNode? WatchIgnore { get; set; }
    public JsonNode? Checks { get; set; }
    public JsonNode? CheckPeriod { get; set; }
    public JsonNode? CheckTimeout { get; set; }
    public JsonNode? CheckThreshold { get; set; }
    public JsonNode? CheckStartPeriod { get; set; }
    public JsonNode? User { get; set; }
    public JsonNode? Env { get; set; }
    public JsonNode? Cwd { get; set; }

    [JsonExtensionData]
    public JsonObject? Unknown { get; set; }
}
