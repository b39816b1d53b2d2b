using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;
using Init.Runtime.Guards;
using Xunit;

namespace Init.Runtime.Tests.Guards;

public sealed class MemoryGuardTests
{
    private const long Mi = 1 << 20;
    private readonly GuardScene _scene = new();
    private readonly FakeMemory _memory = new();

    [Fact]
    public void Worker_that_stays_above_is_replaced_once()
    {
        var guard = Guard("512Mi");
        _scene.AddReady(10, 11);
        _memory.Rss[10] = 612 * Mi;
        _memory.Rss[11] = 512 * Mi;
        _scene.Pass(guard, 1);
        Assert.Empty(_scene.Posted);
        _scene.Pass(guard, 30);
        var replace = Assert.IsType<PoolEvent.Replace>(Assert.Single(_scene.Posted));
        Assert.Equal((10, RestartReason.Memory, false), (replace.Pid, replace.Reason, replace.Hangs));
        Assert.Equal("uses 612 MiB of at most 512 MiB", replace.Why);
    }

    [Fact]
    public void Peak_of_a_moment_is_no_leak()
    {
        var guard = Guard("512Mi");
        _scene.AddReady(10);
        _scene.Pass(guard, 0.1);
        for (var round = 0; round < 6; round++)
        {
            _memory.Rss[10] = round % 2 == 0 ? 600 * Mi : 100 * Mi;
            _scene.Pass(guard, 5);
        }

        Assert.Empty(_scene.Posted);
    }

    [Fact]
    public void Worker_that_is_still_there_is_asked_for_again_later()
    {
        var guard = Guard("512Mi");
        _scene.AddReady(10);
        _memory.Rss[10] = 600 * Mi;
        _scene.Pass(guard, 75);
        Assert.Equal([10, 10], _scene.Replaced);
    }

    [Fact]
    public void Worker_that_is_not_ready_has_not_finished_growing()
    {
        var guard = Guard("512Mi");
        _scene.Workers.Add(new GuardedWorker(default, 10, false, default));
        _memory.Rss[10] = 600 * Mi;
        _scene.Pass(guard, 60);
        Assert.Empty(_scene.Posted);
    }

    [Fact]
    public void Parts_of_shared_memory_are_asked_for_only_where_the_whole_is_too_much()
    {
        var guard = Guard("pss:512Mi");
        _scene.AddReady(10, 11);
        (_memory.Rss[10], _memory.Pss[10]) = (600 * Mi, 300 * Mi);
        _memory.Rss[11] = 500 * Mi;
        _scene.Pass(guard, 12);
        Assert.Empty(_scene.Posted);
        Assert.Equal(3, _memory.ProportionalReads);
        _memory.Pss[10] = 513 * Mi;
        _scene.Pass(guard, 12);
        Assert.Equal([10], _scene.Replaced);
    }

    [Fact]
    public void Share_follows_the_limit_of_the_cgroup()
    {
        var guard = Guard("50%");
        _scene.AddReady(10);
        _memory.Rss[10] = 600 * Mi;
        _memory.CgroupLimit = 2048 * Mi;
        _scene.Pass(guard, 30);
        Assert.Empty(_scene.Posted);
        _memory.CgroupLimit = 1024 * Mi;
        _scene.Pass(guard, 30);
        Assert.Equal([10], _scene.Replaced);
    }

    [Fact]
    public void Share_of_nothing_is_said_and_holds_nobody()
    {
        var guard = Guard("50%");
        _scene.AddReady(10);
        _memory.Rss[10] = 600 * Mi;
        _scene.Pass(guard, 30);
        Assert.Empty(_scene.Posted);
        Assert.Contains("no memory limit", _scene.Degraded[0]);
    }

    private MemoryGuard Guard(string limit) =>
        new(MemoryLimit.Parse(limit).Value!, _memory, _scene.Post, () => 0.5, _scene.Degrade);
}
