using Init.Core.Pool;
using Init.Core.Spec;

namespace Init.Runtime.Guards;

/// <summary>Reloads when the schedule says so. The schedule goes by the wall clock, which may jump: it is looked at
/// often, what a jump forward has skipped comes once, and after a jump back the schedule is read anew.</summary>
/// <param name="wall">The wall clock.</param>
internal sealed class ScheduleGuard(CronSchedule schedule, Func<DateTimeOffset> wall, Action<PoolEvent> post) : IGuard
{
    internal static readonly TimeSpan LookMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan JumpMin = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _seen;
    private DateTimeOffset? _next;

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    public void TakeTime(TimeSpan now, IReadOnlyList<GuardedWorker> workers)
    {
        var time = wall();
        if (_seen is not { } seen || time < seen - JumpMin)
        {
            _next = schedule.Next(time);
        }
        else if (_next <= time)
        {
            _next = schedule.Next(time);
            post(new PoolEvent.Reload("the schedule"));
        }

        _seen = time;
        var wait = _next - time;
        Deadline = now + (wait < LookMax ? wait.Value : LookMax);
    }
}
