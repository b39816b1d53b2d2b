using System.Text.Json.Serialization;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Core.Link;

/// <summary>The JSON of the link and of the control API: one shape, camelCase, enums as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(KebabEnum<LinkRequestKind>), typeof(KebabEnum<SupervisorPhase>), typeof(KebabEnum<WorkerState>),
        typeof(KebabEnum<RestartReason>), typeof(KebabEnum<DrainPhase>), typeof(KebabEnum<WorkersSource>),
        typeof(KebabEnum<CommandVerb>), typeof(KebabEnum<RefusalKind>), typeof(KebabEnum<NewsKind>),
        typeof(KebabEnum<ReloadOutcome>),
        typeof(KebabEnum<ShareMode>), typeof(KebabEnum<Balance>), typeof(KebabEnum<CheckKind>),
    ])]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(LinkReply))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(LinkNews))]
[JsonSerializable(typeof(AgentChecks))]
public sealed partial class LinkJson : JsonSerializerContext;
