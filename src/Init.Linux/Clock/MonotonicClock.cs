using Init.Linux.Interop;

namespace Init.Linux.Clock;

/// <summary>CLOCK_MONOTONIC: what every deadline is measured with. It does not jump and does not count suspend.
/// </summary>
public static unsafe class MonotonicClock
{
    public static TimeSpan Now
    {
        get
        {
            timespec time;
            _ = Libc.clock_gettime(C.CLOCK_MONOTONIC, &time);
            return new TimeSpan((time.tv_sec * TimeSpan.TicksPerSecond) + (time.tv_nsec / TimeSpan.NanosecondsPerTick));
        }
    }
}
