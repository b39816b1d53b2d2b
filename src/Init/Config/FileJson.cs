using System.Text.Json.Serialization;

namespace Init.Config;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FileSchema))]
[JsonSerializable(typeof(AppSchema))]
internal sealed partial class FileJson : JsonSerializerContext;
