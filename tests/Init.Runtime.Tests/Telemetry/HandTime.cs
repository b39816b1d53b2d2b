namespace Init.Runtime.Tests.Telemetry;

/// <summary>A clock that moves when told to.</summary>
internal sealed class HandTime : TimeProvider
{
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    internal void Move(TimeSpan by) => now += by.Ticks;
}
