using Init.Core.Pool;

namespace Init.Runtime.Guards;

/// <summary>A worker as guards see it.</summary>
/// <param name="Seat">Where it sits.</param>
/// <param name="Pid">Of its process.</param>
/// <param name="IsReady">It serves.</param>
/// <param name="ReadyAt">Since when; meaningful only when it is ready.</param>
internal sealed record GuardedWorker(Seat Seat, int Pid, bool IsReady, TimeSpan ReadyAt);
