using System.Text.Encodings.Web;
using System.Text.Json;

namespace Init.Doors;

/// <summary>JSON with quotes as people write them: these answers are read in a terminal, and go into no page.</summary>
internal static class ReadableJson
{
    internal static ProblemJson Problem { get; } = new(Like(ProblemJson.Default.Options));

    internal static JsonSerializerOptions Like(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
