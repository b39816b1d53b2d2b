using Init.Core.Link;

namespace Init.Control;

/// <summary>A command about an app, and what its body may say.</summary>
/// <param name="Word">The last part of its address.</param>
/// <param name="TextField">The field that must be there; null: none.</param>
/// <param name="TakesSlot">It can be about one worker.</param>
internal sealed record Order(CommandVerb Verb, string Word, string? TextField = null, bool TakesSlot = false)
{
    internal const string Slot = "slot";
    internal const string Workers = "workers";

    /// <summary>Any JSON.</summary>
    internal const string Message = "message";

    /// <summary>Longer than any signal or number of workers; a command must fit into one message of the link.</summary>
    internal const int TextCharsMax = 64;

    internal static IReadOnlyList<Order> All { get; } =
    [
        new(CommandVerb.Reload, "reload"),
        new(CommandVerb.Restart, "restart", TakesSlot: true),
        new(CommandVerb.Stop, "stop"),
        new(CommandVerb.Start, "start"),
        new(CommandVerb.Scale, "scale", Workers),
        new(CommandVerb.Signal, "signal", "signal", TakesSlot: true),
        new(CommandVerb.Send, "send", Message, TakesSlot: true),
    ];

    /// <summary>Of a body.</summary>
    internal int BytesMax => TextField == Message ? OrderBody.MessageBytesMax : OrderBody.BytesMax;

    internal IReadOnlyList<string> Fields =>
        [.. new[] { TextField, TakesSlot ? Slot : null }.OfType<string>()];
}
