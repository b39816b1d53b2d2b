using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class QuotaGuardTests
{
    private readonly GuardScene _scene = new();
    private readonly List<CpuSnapshot> _changes = [];
    private (double, int) _cpu = (2, 8);

    [Fact]
    public void Pool_follows_a_quota_that_stays()
    {
        var guard = Guard("auto");
        _scene.Pass(guard, 60);
        Assert.Empty(_changes);
        _cpu = (4, 8);
        _scene.Pass(guard, 20);
        Assert.Equal(new PoolEvent.Scale(4, "the CPU quota changed"), Assert.Single(_scene.Posted));
        Assert.Equal(new CpuSnapshot(4, 8, WorkersSource.Quota), Assert.Single(_changes));
    }

    [Fact]
    public void Value_of_a_moment_is_not_believed()
    {
        var guard = Guard("auto");
        for (var round = 0; round < 10; round++)
        {
            _cpu = (round % 2 == 0 ? 2 : 4, 8);
            _scene.Pass(guard, 5);
        }

        Assert.Empty(_scene.Posted);
    }

    [Fact]
    public void Number_that_is_written_stays_and_the_quota_is_known_all_the_same()
    {
        var guard = Guard("3");
        _cpu = (4, 8);
        _scene.Pass(guard, 20);
        Assert.Empty(_scene.Posted);
        Assert.Single(_changes);
    }

    [Fact]
    public void Change_that_makes_no_difference_scales_nothing()
    {
        var guard = Guard("auto");
        _cpu = (1.5, 8);
        _scene.Pass(guard, 20);
        Assert.Empty(_scene.Posted);
        Assert.Single(_changes);
    }

    [Fact]
    public void Scale_command_is_not_undone_by_the_quota()
    {
        var guard = Guard("auto");
        guard.Followed = null;
        _cpu = (4, 8);
        _scene.Pass(guard, 20);
        Assert.Empty(_scene.Posted);
        guard.Followed = WorkersExpression.Parse("2n").Value;
        _cpu = (3, 8);
        _scene.Pass(guard, 20);
        Assert.Equal(new PoolEvent.Scale(6, "the CPU quota changed"), Assert.Single(_scene.Posted));
    }

    private QuotaGuard Guard(string workers) => new(
        WorkersExpression.Parse(workers).Value, new CpuSnapshot(2, 8, WorkersSource.Quota), () => _cpu, _changes.Add,
        _scene.Post);
}
