using Init.Runtime.Guards;

namespace Init.Runtime.Tests.Guards;

/// <summary>Never due: only the hand clock moves.</summary>
internal sealed class StillGuard : IGuard
{
    public TimeSpan? Deadline => null;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
    }
}
