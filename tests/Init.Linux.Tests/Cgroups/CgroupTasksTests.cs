using Init.Linux.Cgroups;
using Xunit;

namespace Init.Linux.Tests.Cgroups;

public sealed class CgroupTasksTests : IDisposable
{
    private const string V2 = "30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw";
    private const string V1 = "31 1 0:27 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids";

    private readonly FakeRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Tightest_ancestor_counts_with_what_is_used_of_it()
    {
        Self("0::/pod/app", V2);
        _root.Write("/sys/fs/cgroup/pod/pids.max", "50").Write("/sys/fs/cgroup/pod/pids.current", "7");
        _root.Write("/sys/fs/cgroup/pod/app/pids.max", "60").Write("/sys/fs/cgroup/pod/app/pids.current", "3");
        Assert.Equal(new CgroupTasks(50, 7), CgroupTasks.Read(_root.Path));
    }

    [Fact]
    public void Version_1_says_the_same()
    {
        Self("5:pids:/", V1);
        _root.Write("/sys/fs/cgroup/pids/pids.max", "50");
        Assert.Equal(new CgroupTasks(50, null), CgroupTasks.Read(_root.Path));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("")]
    [InlineData("-1")]
    public void Without_a_limit_there_is_none(string max)
    {
        Self("0::/", V2);
        _root.Write("/sys/fs/cgroup/pids.max", max);
        Assert.Null(CgroupTasks.Read(_root.Path));
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
        Assert.Null(CgroupTasks.Read(_root.Path));
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
