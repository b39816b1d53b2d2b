using Init.Core.Read;

namespace Init.Core.Pool;

/// <summary>That a worker be replaced by a new one, waiting for its turn.</summary>
/// <param name="Seat">Of the one to be replaced.</param>
/// <param name="Pid">Of the one to be replaced; when it is gone the wish is fulfilled.</param>
/// <param name="Hangs">It does not serve any more, so nothing is lost by ending it at once.</param>
public sealed record Wish(Seat Seat, int Pid, RestartReason Reason, bool Hangs);
