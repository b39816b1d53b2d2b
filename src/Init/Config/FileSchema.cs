using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Init.Config;

/// <summary>The top level of pm1.yaml and pm1.json. Values are nodes, so that one of the wrong shape is a problem with
/// a place, and the next one is still read.</summary>
internal sealed class FileSchema
{
    public JsonNode? Admin { get; set; }
    public JsonNode? Socket { get; set; }
    public JsonNode? Apps { get; set; }

    [JsonExtensionData]
    public JsonObject? Unknown { get; set; }
}
