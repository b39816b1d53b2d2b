using System.Text.Json.Serialization;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Control;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(KebabEnum<WorkerState>), typeof(KebabEnum<ShareMode>), typeof(KebabEnum<Balance>)])]
[JsonSerializable(typeof(ListDocument))]
internal sealed partial class ControlJson : JsonSerializerContext;
