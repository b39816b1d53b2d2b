using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class OomWitnessTests
{
    private readonly GuardScene _scene = new();
    private long? _kills = 5;

    [Fact]
    public void Kill_of_the_kernels_is_claimed_once()
    {
        var witness = Witness();
        Assert.False(witness.Claims(_scene.Now));
        _kills = 6;
        Assert.True(witness.Claims(_scene.Now));
        Assert.False(witness.Claims(_scene.Now));
    }

    [Fact]
    public void Look_of_the_clock_between_kill_and_reaping_loses_nothing()
    {
        var witness = Witness();
        _kills = 7;
        _scene.Pass(witness, 0.1);
        Assert.True(witness.Claims(_scene.Now));
        Assert.True(witness.Claims(_scene.Now));
        Assert.False(witness.Claims(_scene.Now));
    }

    [Fact]
    public void Kill_that_no_worker_died_of_is_forgotten()
    {
        var witness = Witness();
        _kills = 6;
        _scene.Pass(witness, 60);
        Assert.False(witness.Claims(_scene.Now));
    }

    [Fact]
    public void Where_nothing_is_counted_nothing_is_claimed()
    {
        _kills = null;
        Assert.False(Witness().Claims(_scene.Now));
    }

    private OomWitness Witness()
    {
        var witness = new OomWitness(() => _kills);
        _scene.Pass(witness, 1);
        return witness;
    }
}
