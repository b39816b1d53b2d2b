using System.Text.Json;
using System.Text.Json.Serialization;

namespace Init.Core.Link;

/// <summary>Enums as words: `ReadyTimeout` is `ready-timeout`.</summary>
public sealed class KebabEnum<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
