using Init.Core.Link;

namespace Init.Agent;

/// <summary>How the link ended: told to stop, or broken for a reason, or (both null) closed by the supervisor.
/// </summary>
internal sealed record LinkEnd(LinkReply? Stop, string? Broken)
{
    internal static LinkEnd Closed { get; } = new(null, null);
}
