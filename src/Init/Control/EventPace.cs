namespace Init.Control;

/// <param name="Heartbeat">So often something is written to a follower, so that one that is gone is noticed.</param>
/// <param name="WriteMax">A client that takes nothing for so long is cut off.</param>
internal sealed record EventPace(TimeSpan Heartbeat, TimeSpan WriteMax)
{
    internal static EventPace Usual { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
}
