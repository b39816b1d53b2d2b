using Init.Doors;

namespace Init.Control;

/// <summary>How the door writes its JSON.</summary>
internal static class ControlText
{
    internal static ControlJson Json { get; } = new(ReadableJson.Like(ControlJson.Default.Options));
}
