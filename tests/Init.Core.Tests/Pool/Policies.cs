using Init.Core.Pool;
using Init.Core.Spec;

namespace Init.Core.Tests.Pool;

internal static class Policies
{
    /// <summary>The command line's defaults outside Kubernetes, with two workers.</summary>
    internal static readonly PoolPolicy Default = new()
    {
        Workers = 2,
        Restart = RestartRule.Always,
        MaxRestarts = 10,
        RestartWindow = TimeSpan.FromSeconds(60),
        Ready = new ReadyRule(ReadyKind.Auto, TimeSpan.Zero),
        ListenIsVisible = true,
        ReadyTimeout = TimeSpan.FromSeconds(30),
        StopSignal = 15,
        StopTimeout = TimeSpan.FromSeconds(25),
        DrainDelay = new DelayRange(TimeSpan.Zero, TimeSpan.Zero),
        TerminationGrace = TimeSpan.FromSeconds(30),
    };

    internal static readonly PoolPolicy One = Default with { Workers = 1 };

    /// <summary>As in Kubernetes: 3s..15s, of which the grace leaves 13.5.</summary>
    internal static readonly PoolPolicy Delayed = Default with
    {
        DrainDelay = new DelayRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15)),
    };
}
