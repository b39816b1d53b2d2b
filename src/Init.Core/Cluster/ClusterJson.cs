using System.Text.Json;
using System.Text.Json.Serialization;

namespace Init.Core.Cluster;

/// <summary>For messages of programs, whatever is in them.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
internal sealed partial class ClusterJson : JsonSerializerContext;
