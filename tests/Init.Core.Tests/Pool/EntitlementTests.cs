using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Pool;

/// <summary>Who may be handed connections.</summary>
public sealed class EntitlementTests
{
    [Fact]
    public void Workers_that_are_ready_are_entitled_by_the_weights_of_their_slots()
    {
        var scene = new Scene(Policies.Default with { Workers = 4 });
        Assert.Empty(Of(scene));
        scene.BecomeReady(new Seat(1, 0));
        Assert.Equal("1:1", Of(scene));
        scene.AllReady();
        Assert.Equal("0:1 1:1 2:1 3:1", Of(scene));
        Assert.Equal("0:3 1:2 2:1 3:1", Of(scene, weights: [3, 2]));
    }

    [Fact]
    public void Worker_that_failed_or_stops_is_entitled_to_nothing()
    {
        var scene = Scene.Running(Policies.Default);
        scene.To(0, WorkerEventKind.Leaving);
        Assert.Equal("1:1", Of(scene));
        scene.Exit(0);
        Assert.Equal("1:1", Of(scene));
        scene.Exit(1);
        Assert.Empty(Of(scene));
    }

    [Fact]
    public void Successor_that_has_not_taken_over_waits_and_one_that_has_replaces_the_other()
    {
        var policy = Policies.One with { ReloadMinUptime = TimeSpan.FromSeconds(5) };
        var scene = Scene.Running(policy);
        scene.Reload();
        Assert.Equal("0:1", Of(scene));
        var old = scene[0, 0].Pid;
        scene.BecomeReady(new Seat(0, 1));
        Assert.Equal([old], Entitlement.Of(scene.State, policy, []).Keys);
        scene.Pass(5);
        Assert.Equal([scene[0, 1].Pid], Entitlement.Of(scene.State, policy, []).Keys);
    }

    [Fact]
    public void Without_an_incumbent_a_successor_that_is_ready_serves_rather_than_nobody()
    {
        var policy = Policies.One with { ReloadMinUptime = TimeSpan.FromSeconds(5) };
        var scene = Scene.Running(policy);
        scene.Reload();
        scene.BecomeReady(new Seat(0, 1));
        scene.Exit(0);
        Assert.Equal([scene[0, 1].Pid], Entitlement.Of(scene.State, policy, []).Keys);
    }

    [Fact]
    public void Canaries_get_their_percent_however_many_and_however_heavy_they_are()
    {
        var policy = Policies.Default with
        {
            Workers = 4, ReloadCanary = new Canary(new Portion(10, IsPercent: true), TimeSpan.FromSeconds(60)),
        };
        var scene = Scene.Running(policy);
        scene.Reload();
        scene.Succeed(0);
        foreach (var weights in new int[][] { [], [50, 1, 1, 1], [1, 9, 9, 1000] })
        {
            var shares = Entitlement.Of(scene.State, policy, weights);
            var fresh = shares[scene[0].Pid];
            Assert.Equal(0.1, (double)fresh / shares.Values.Sum(), precision: 12);

            // Among themselves the others keep their ratio.
            Assert.Equal(
                shares[scene[1].Pid] * (weights.Length > 0 ? weights[3] : 1),
                shares[scene[3].Pid] * (weights.Length > 0 ? weights[1] : 1));
        }

        scene.Pass(60);
        Assert.Equal("0:1 1:1 2:1 3:1", Of(scene, policy));
    }

    [Fact]
    public void Canaries_that_are_counted_and_not_weighed_get_what_everybody_gets()
    {
        var policy = Policies.Default with
        {
            Workers = 4, ReloadCanary = new Canary(new Portion(1, IsPercent: false), TimeSpan.FromSeconds(60)),
        };
        var scene = Scene.Running(policy);
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal("0:1 1:1 2:1 3:1", Of(scene, policy));
    }

    [Fact]
    public void Where_all_are_canaries_all_are_entitled()
    {
        var policy = Policies.One with
        {
            ReloadCanary = new Canary(new Portion(100, IsPercent: true), TimeSpan.FromSeconds(60)),
        };
        var scene = Scene.Running(policy);
        scene.Reload();
        scene.Succeed(0);
        Assert.Equal("0:1", Of(scene, policy));
    }

    private static string Of(Scene scene, PoolPolicy? policy = null, int[]? weights = null)
    {
        var shares = Entitlement.Of(scene.State, policy ?? Policies.Default, weights ?? []);
        return string.Join(' ', scene.State.Workers.Values
            .Where(worker => shares.ContainsKey(worker.Pid)).Select(worker => $"{worker.Slot}:{shares[worker.Pid]}"));
    }
}
