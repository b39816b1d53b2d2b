using Init.Linux.Cgroups;
using Xunit;

namespace Init.Linux.Tests.Cgroups;

public sealed class CgroupBoundTests : IDisposable
{
    private const string V2 = "30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw";
    private const string V1 = "31 1 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory";

    private readonly FakeRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Version_2_takes_the_tightest_ancestor_and_what_is_used_of_it()
    {
        Self("0::/pod/app", V2);
        _root.Write("/sys/fs/cgroup/pod/memory.max", "1000").Write("/sys/fs/cgroup/pod/memory.current", "700");
        _root.Write("/sys/fs/cgroup/pod/app/memory.max", "2000").Write("/sys/fs/cgroup/pod/app/memory.current", "10");
        var bound = CgroupBound.Memory(_root.Path);
        Assert.Equal((1000L, 700L), (bound!.Limit, bound.Used!.Value));
        Assert.EndsWith("/pod/memory.max", bound.File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max")]
    [InlineData("")]
    [InlineData("-1")]
    public void Version_2_without_a_limit_has_none(string max)
    {
        Self("0::/", V2);
        _root.Write("/sys/fs/cgroup/memory.max", max);
        Assert.Null(CgroupBound.Memory(_root.Path));
    }

    [Theory]
    [InlineData("9223372036854771712", null)]
    [InlineData("536870912", 536870912L)]
    public void Version_1_knows_no_word_for_no_limit(string limit, long? expected)
    {
        Self("5:memory:/", V1);
        _root.Write("/sys/fs/cgroup/memory/memory.limit_in_bytes", limit);
        Assert.Equal(expected, CgroupBound.Memory(_root.Path)?.Limit);
    }

    [Fact]
    public void Tasks_are_bounded_alike()
    {
        Self("0::/", V2);
        _root.Write("/sys/fs/cgroup/pids.max", "50").Write("/sys/fs/cgroup/pids.current", "7");
        var bound = CgroupBound.Tasks(_root.Path);
        Assert.Equal((50L, 7L), (bound!.Limit, bound.Used!.Value));
    }

    [Fact]
    public void Place_is_the_nearest_folder_that_exists()
    {
        Self("0::/pod/gone", V2);
        _root.Write("/sys/fs/cgroup/pod/cpu.max", "max");
        var place = CgroupPlace.Find(_root.Path, "cpu");
        Assert.Equal(2, place!.Version);
        Assert.EndsWith("/sys/fs/cgroup/pod", place.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_cgroup_nothing_is_found()
    {
        Assert.Null(CgroupPlace.Find(_root.Path, "cpu"));
        Assert.Null(CgroupBound.Memory(_root.Path));
    }

    [Fact]
    public void Quota_says_where_it_stands()
    {
        Self("0::/", V2);
        _root.Write("/sys/fs/cgroup/cpu.max", "150000 100000");
        var quota = CpuLimit.Find(_root.Path);
        Assert.Equal((1.5, "150000 100000"), (quota!.Cpus, quota.Text));
        Assert.EndsWith("/sys/fs/cgroup/cpu.max", quota.File, StringComparison.Ordinal);
    }

    private void Self(string cgroup, string mount) =>
        _root.Write("/proc/self/cgroup", cgroup).Write("/proc/self/mountinfo", mount);
}
