using Xunit;
using Xunit.Sdk;

namespace Init.Core.Tests.Pool.Walk;

public sealed class PoolWalkTests
{
    private const int Seeds = 2200;
    private const int StepsPerSeed = 500;

    /// <summary>A pool that is still alive after that many steps is told to stop.</summary>
    private const int StepsPerPoolMax = 300;

    [Fact]
    public void Whatever_happens_no_process_is_lost_and_every_end_is_reached()
    {
        var steps = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            steps += Walk(seed);
        }

        Assert.True(steps >= 1_000_000, $"only {steps} steps");
    }

    private static int Walk(int seed)
    {
        // Chance with a seed is what makes a failure come back; nothing here is a secret.
#pragma warning disable CA5394
        var random = new Random(seed);
#pragma warning restore CA5394
        var steps = 0;
        while (steps < StepsPerSeed)
        {
            var walk = new PoolWalk(random);
            try
            {
                var length = random.Next(StepsPerPoolMax);
                while (!walk.IsOver && walk.Steps < length)
                {
                    walk.Step();
                }

                if (random.Next(2) == 0)
                {
                    walk.CalmDown();
                }

                walk.Finish();
            }
            // Whatever was thrown, its seed is what makes it come back.
            catch (Exception broken)
            {
                throw new XunitException($"seed {seed}, step {walk.Steps}: {broken.Message}\n{walk.Trail}", broken);
            }

            steps += Math.Max(walk.Steps, 1);
        }

        return steps;
    }
}
