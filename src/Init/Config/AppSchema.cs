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
    public JsonNode? User { get; set; }
    public JsonNode? Env { get; set; }
    public JsonNode? Cwd { get; set; }

    [JsonExtensionData]
    public JsonObject? Unknown { get; set; }
}
