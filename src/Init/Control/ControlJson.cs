using System.Text.Json.Serialization;
using Init.Core.Link;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Control;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(KebabEnum<WorkerState>), typeof(KebabEnum<ShareMode>), typeof(KebabEnum<Balance>),
        typeof(KebabEnum<SupervisorPhase>), typeof(KebabEnum<RestartReason>), typeof(KebabEnum<ReloadOutcome>),
        typeof(KebabEnum<NewsKind>),
    ])]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(AppDocument))]
[JsonSerializable(typeof(EventLine))]
internal sealed partial class ControlJson : JsonSerializerContext;
