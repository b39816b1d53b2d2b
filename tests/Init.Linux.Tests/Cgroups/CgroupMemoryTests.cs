using Init.Linux.Cgroups;
using Xunit;

namespace Init.Linux.Tests.Cgroups;

public sealed class CgroupMemoryTests : IDisposable
{
    private readonly FakeRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Version_2_counts_what_the_kernel_cannot_simply_drop()
    {
        V2("0::/");
        _root.Write("/sys/fs/cgroup/memory.max", "1000").Write("/sys/fs/cgroup/memory.current", "900")
            .Write("/sys/fs/cgroup/memory.stat", "anon 500", "file 400", "inactive_file 300", "active_file 100")
            .Write("/sys/fs/cgroup/memory.events", "low 0", "max 5", "oom 2", "oom_kill 7", "oom_group_kill 1");
        Assert.Equal(new CgroupMemory(1000, 600), CgroupMemory.Read(_root.Path));
        Assert.Equal(1000, CgroupMemory.ReadLimit(_root.Path));
        Assert.Equal(7, OomKills.Read(_root.Path));
    }

    [Fact]
    public void Nearest_to_its_limit_counts_among_the_ancestors_and_kills_are_counted_at_the_leaf()
    {
        V2("0::/a/b");
        _root.Write("/sys/fs/cgroup/a/memory.max", "10000").Write("/sys/fs/cgroup/a/memory.current", "9500")
            .Write("/sys/fs/cgroup/a/memory.events", "oom_kill 9")
            .Write("/sys/fs/cgroup/a/b/memory.max", "5000").Write("/sys/fs/cgroup/a/b/memory.current", "1000")
            .Write("/sys/fs/cgroup/a/b/memory.events", "oom_kill 1");
        Assert.Equal(new CgroupMemory(10000, 9500), CgroupMemory.Read(_root.Path));
        Assert.Equal(5000, CgroupMemory.ReadLimit(_root.Path));
        Assert.Equal(1, OomKills.Read(_root.Path));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void Without_a_limit_there_is_no_share_of_it(string max)
    {
        V2("0::/");
        _root.Write("/sys/fs/cgroup/memory.max", max).Write("/sys/fs/cgroup/memory.current", "900");
        Assert.Null(CgroupMemory.Read(_root.Path));
        Assert.Equal(0, CgroupMemory.ReadLimit(_root.Path));
    }

    [Fact]
    public void Version_1_has_other_names()
    {
        V1("2000");
        Assert.Equal(new CgroupMemory(2000, 1400), CgroupMemory.Read(_root.Path));
        Assert.Equal(3, OomKills.Read(_root.Path));
    }

    [Fact]
    public void Version_1_says_no_limit_by_a_number_that_no_machine_has()
    {
        V1("9223372036854771712");
        Assert.Null(CgroupMemory.Read(_root.Path));
    }

    [Fact]
    public void Hybrid_machine_keeps_memory_in_version_1()
    {
        _root.Write("/proc/self/cgroup", "4:memory:/docker/c1", "0::/docker/c1")
            .Write(
                "/proc/self/mountinfo",
                "30 23 0:26 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw",
                "31 23 0:27 /docker/c1 /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory")
            .Write("/sys/fs/cgroup/memory/memory.limit_in_bytes", "2000")
            .Write("/sys/fs/cgroup/memory/memory.usage_in_bytes", "500")
            .Write("/sys/fs/cgroup/memory/memory.oom_control", "oom_kill_disable 0", "under_oom 0", "oom_kill 2");
        Assert.Equal(new CgroupMemory(2000, 500), CgroupMemory.Read(_root.Path));
        Assert.Equal(2, OomKills.Read(_root.Path));
    }

    [Fact]
    public void Where_nothing_is_mounted_nothing_is_known()
    {
        Assert.Null(CgroupMemory.Read(_root.Path));
        Assert.Null(OomKills.Read(_root.Path));
    }

    [Fact]
    public void Real_machine_gives_numbers_that_can_be() =>
        Assert.True(CgroupMemory.Read("/") is not { } memory || (memory.Limit > 0 && memory.Used >= 0));

    private void V2(string own) => _root.Write("/proc/self/cgroup", own)
        .Write("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw");

    private void V1(string limit) => _root.Write("/proc/self/cgroup", "4:memory:/x")
        .Write("/proc/self/mountinfo", "31 23 0:27 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory")
        .Write("/sys/fs/cgroup/memory/x/memory.limit_in_bytes", limit)
        .Write("/sys/fs/cgroup/memory/x/memory.usage_in_bytes", "1500")
        .Write("/sys/fs/cgroup/memory/x/memory.stat", "inactive_file 5", "total_inactive_file 100")
        .Write("/sys/fs/cgroup/memory/x/memory.oom_control", "oom_kill_disable 0", "under_oom 0", "oom_kill 3");
}
