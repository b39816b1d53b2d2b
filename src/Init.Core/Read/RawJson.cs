using System.Text.Json.Serialization;

namespace Init.Core.Read;

/// <summary>JSON that nobody here looks into, in one line.</summary>
/// <param name="Text">Valid.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(string Text);
