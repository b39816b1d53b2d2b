using Init.Core.Pool;
using Init.Core.Spec;

namespace Init.Core.Tests.Pool.Walk;

internal static class RandomPolicy
{
    internal static PoolPolicy From(Random random)
    {
        var delayMax = random.Next(0, 20);
        var delayMin = random.Next(0, delayMax + 1);
        return new PoolPolicy
        {
            Workers = random.Next(1, 5),
            Restart = Any<RestartRule>(random),
            MaxRestarts = random.Next(0, 6),
            RestartWindow = TimeSpan.FromSeconds(random.Next(1, 90)),
            Ready = new ReadyRule(Any<ReadyKind>(random), TimeSpan.FromSeconds(random.Next(0, 5))),
            ListenIsVisible = random.Next(2) == 0,
            ReadyTimeout = TimeSpan.FromSeconds(random.Next(0, 40)),
            StopSignal = 15,
            StopTimeout = TimeSpan.FromSeconds(random.Next(0, 40)),
            DrainDelay = new DelayRange(TimeSpan.FromSeconds(delayMin), TimeSpan.FromSeconds(delayMax)),
            TerminationGrace = TimeSpan.FromSeconds(random.Next(0, 60)),
            MinUptime = TimeSpan.FromSeconds(random.Next(0, 40)),
            StopExitCodes = random.Next(4) == 0 ? [2] : [],
            ReloadSurge = random.Next(2) == 0 ? new Portion(random.Next(1, 4), IsPercent: false) : Portion.Quarter,
            ReloadMinUptime = TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(0, 10) : 0),
            ReloadCanary = random.Next(4) == 0
                ? new Canary(new Portion(random.Next(1, 101), IsPercent: true), TimeSpan.FromSeconds(random.Next(0, 20)))
                : null,

            // Where it takes longer to replace everybody, the first one is due again before the last one had its turn.
            MaxLifetime = random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(60, 300)) : null,
        };
    }

    private static T Any<T>(Random random)
        where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        return all[random.Next(all.Length)];
    }
}
