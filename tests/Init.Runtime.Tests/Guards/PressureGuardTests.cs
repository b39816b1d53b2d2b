using Init.Core.Pool;
using Init.Core.Read;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class PressureGuardTests
{
    private const long Mi = 1 << 20;
    private readonly GuardScene _scene = new();
    private readonly FakeMemory _memory = new() { CgroupLimit = 1000 * Mi };
    private readonly PressureGuard _guard;

    public PressureGuardTests()
    {
        _guard = new PressureGuard(90, _memory, _scene.Post, () => 0.5, _scene.Degrade);
        _scene.AddReady(10, 11, 12);
        (_memory.Rss[10], _memory.Rss[11], _memory.Rss[12]) = (100 * Mi, 500 * Mi, 300 * Mi);
    }

    [Fact]
    public void Largest_is_replaced_when_the_cgroup_stays_near_its_limit()
    {
        _memory.Used = 899 * Mi;
        _scene.Pass(_guard, 60);
        Assert.Empty(_scene.Posted);
        _memory.Used = 930 * Mi;
        _scene.Pass(_guard, 15);
        var replace = Assert.IsType<PoolEvent.Replace>(Assert.Single(_scene.Posted));
        Assert.Equal((11, RestartReason.MemoryPressure), (replace.Pid, replace.Reason));
        Assert.Equal("uses 500 MiB, the most, and 93% of 1000 MiB are in use", replace.Why);
    }

    [Fact]
    public void Next_one_waits_until_the_last_one_is_gone()
    {
        _memory.Used = 950 * Mi;
        _scene.Pass(_guard, 59);
        Assert.Equal([11], _scene.Replaced);
    }

    [Fact]
    public void Shortage_that_workers_do_not_cause_does_not_take_the_pool_round_and_round()
    {
        _memory.Used = 950 * Mi;
        var asked = 0;
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            _scene.Pass(_guard, 60);
            foreach (var pid in _scene.Replaced.Skip(asked).ToList())
            {
                asked++;
                _scene.Workers.RemoveAll(worker => worker.Pid == pid);
                _scene.AddReady(100 + asked);
                _memory.Rss[100 + asked] = 400 * Mi;
            }
        }

        // 1, 2, 4 … 32 minutes, then each hour.
        Assert.InRange(asked, 20, 32);
    }

    [Fact]
    public void Rest_is_short_again_after_quiet()
    {
        for (var round = 0; round < 3; round++)
        {
            _memory.Used = 950 * Mi;
            _scene.Pass(_guard, 12);
            Assert.Equal(round + 1, _scene.Posted.Count);
            _memory.Used = 100 * Mi;
            _scene.Pass(_guard, 600);
        }
    }

    [Fact]
    public void Without_a_limit_there_is_no_pressure()
    {
        _memory.CgroupLimit = 0;
        _scene.Pass(_guard, 60);
        Assert.Empty(_scene.Posted);
        Assert.Contains("no memory limit", _scene.Degraded[0]);
    }
}
