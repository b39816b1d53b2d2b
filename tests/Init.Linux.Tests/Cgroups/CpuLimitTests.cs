using Init.Linux.Cgroups;
using Xunit;

namespace Init.Linux.Tests.Cgroups;

/// <summary>The layouts are as the programs write them; each test is named for where it is found.</summary>
public sealed class CpuLimitTests : IDisposable
{
    private readonly FakeRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("150000 100000", 1.5)]
    [InlineData("50000 100000", 0.5)]
    [InlineData("200000", 2)]
    [InlineData("max 100000", 0)]
    [InlineData("max", 0)]
    [InlineData("", 0)]
    [InlineData("0 100000", 0)]
    [InlineData("100000 0", 0)]
    [InlineData("-5 100000", 0)]
    [InlineData("1e5 100000", 0)]
    [InlineData("99999999999999999999 100000", 0)]
    [InlineData("100000 100000 100000", 0)]
    public void Version_2_container_with_its_own_cgroup_namespace(string cpuMax, double expected)
    {
        Self("0::/", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/cpu.max", cpuMax);
        AssertLimit(expected);
    }

    [Fact]
    public void Version_2_host_under_systemd_takes_the_tightest_ancestor()
    {
        Self("0::/system.slice/app.service/worker", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/system.slice/cpu.max", "400000 100000");
        _root.Write("/sys/fs/cgroup/system.slice/app.service/cpu.max", "50000 20000");
        _root.Write("/sys/fs/cgroup/system.slice/app.service/worker/cpu.max", "max 100000");
        AssertLimit(2.5);
    }

    [Fact]
    public void Version_2_host_takes_the_leaf_when_that_is_the_tightest()
    {
        Self("0::/a/b", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/a/cpu.max", "300000 100000");
        _root.Write("/sys/fs/cgroup/a/b/cpu.max", "100000 100000");
        _root.Write("/sys/fs/cgroup/a/b/child/cpu.max", "10000 100000");
        AssertLimit(1);
    }

    [Fact]
    public void Version_2_container_in_the_hosts_cgroup_namespace_mounts_a_part()
    {
        Self("0::/kubepods.slice/pod1/c1/sub", V2Mount("/kubepods.slice/pod1/c1"));
        _root.Write("/sys/fs/cgroup/cpu.max", "300000 100000");
        _root.Write("/sys/fs/cgroup/sub/cpu.max", "250000 100000");
        AssertLimit(2.5);
    }

    [Fact]
    public void Version_2_process_moved_above_its_cgroup_namespace_sees_nothing_of_its_own()
    {
        Self("0::/../..", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/cpu.max", "100000 100000");
        AssertLimit(0);
    }

    [Fact]
    public void Version_2_process_moved_to_a_sibling_of_its_cgroup_namespace_sees_nothing_of_its_own()
    {
        Self("0::/../other", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/cpu.max", "100000 100000");
        _root.Write("/sys/fs/cgroup/other/cpu.max", "100000 100000");
        AssertLimit(0);
    }

    [Fact]
    public void Version_2_mount_from_above_the_cgroup_namespace_gives_the_ancestor()
    {
        Self("0::/", V2Mount("/../.."));
        _root.Write("/sys/fs/cgroup/cpu.max", "700000 100000");
        AssertLimit(7);
    }

    [Fact]
    public void Version_2_sibling_and_mount_from_above_meet()
    {
        Self("0::/../other/leaf", V2Mount("/../other"));
        _root.Write("/sys/fs/cgroup/leaf/cpu.max", "100000 100000");
        AssertLimit(1);
    }

    [Fact]
    public void Version_2_of_somebody_elses_cgroup_is_not_read()
    {
        Self("0::/a", V2Mount("/ab"));
        _root.Write("/sys/fs/cgroup/cpu.max", "100000 100000");
        AssertLimit(0);
    }

    [Fact]
    public void Version_2_path_with_colons_as_crio_and_containerd_name_it()
    {
        Self("0::/system.slice:containerd:abc", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/system.slice:containerd:abc/cpu.max", "100000 100000");
        AssertLimit(1);
    }

    [Fact]
    public void Mount_point_with_blanks_is_unescaped()
    {
        Self("0::/my app", @"31 23 0:27 /my\040app /sys/fs\040x/c\134d rw - cgroup2 cgroup2 rw");
        _root.Write(@"/sys/fs x/c\d/cpu.max", "100000 100000");
        AssertLimit(1);
    }

    [Theory]
    [InlineData("150000", "100000", 1.5)]
    [InlineData("-1", "100000", 0)]
    [InlineData("0", "100000", 0)]
    [InlineData("100000", "", 0)]
    [InlineData("100000", "0", 0)]
    [InlineData("", "", 0)]
    public void Version_1_docker_without_cgroup_namespace(string quota, string period, double expected)
    {
        SelfLines(["4:memory:/docker/ID", "3:cpu,cpuacct:/docker/ID", "0::/docker/ID"],
            [V1Mount("/docker/ID", "cpu,cpuacct", "cpu,cpuacct"), V1Mount("/docker/ID", "memory", "memory")]);
        _root.Write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", quota);
        _root.Write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", period);
        AssertLimit(expected);
    }

    [Fact]
    public void Version_1_without_a_period_file_has_no_quota()
    {
        Self("2:cpu:/", V1Mount("/", "cpu", "cpu"));
        _root.Write("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "100000");
        AssertLimit(0);
    }

    [Fact]
    public void Version_1_kubernetes_pod_limit_is_tighter_than_the_containers()
    {
        Self("2:cpu,cpuacct:/kubepods/pod1/c1", V1Mount("/", "cpu,cpuacct", "cpu,cpuacct"));
        V1Quota("cpu,cpuacct", -1);
        V1Quota("cpu,cpuacct/kubepods", 400_000);
        V1Quota("cpu,cpuacct/kubepods/pod1", 150_000);
        V1Quota("cpu,cpuacct/kubepods/pod1/c1", 200_000);
        AssertLimit(1.5);
    }

    [Fact]
    public void Version_1_cpuset_and_cpuacct_are_not_the_cpu_controller()
    {
        SelfLines(["3:cpuset:/x", "2:cpuacct:/x"], [V1Mount("/", "cpuset", "cpuset"), V1Mount("/", "cpuacct", "cpuacct")]);
        V1Quota("cpuset/x", 100_000);
        V1Quota("cpuacct/x", 100_000);
        AssertLimit(0);
    }

    [Fact]
    public void Hybrid_reads_the_version_1_controller_beside_a_version_2_tree_without_controllers()
    {
        SelfLines(["1:name=systemd:/init.scope", "2:cpu,cpuacct:/app", "0::/init.scope"],
            [
                "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755",
                V1Mount("/", "cpu,cpuacct", "cpu,cpuacct"),
                "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw",
            ]);
        V1Quota("cpu,cpuacct/app", 300_000);
        _root.Write("/sys/fs/cgroup/unified/init.scope/cgroup.procs", "1");
        AssertLimit(3);
    }

    [Fact]
    public void Mount_that_is_covered_by_a_later_one_is_not_read()
    {
        SelfLines(["0::/"], [V2Mount("/"), "50 31 0:40 / /sys/fs/cgroup rw - tmpfs tmpfs rw"]);
        _root.Write("/sys/fs/cgroup/cpu.max", "100000 100000");
        AssertLimit(0);
    }

    [Fact]
    public void Cgroup_file_system_mounted_twice_is_read_twice()
    {
        SelfLines(["0::/a/b"], [V2Mount("/a/b"), "50 31 0:40 / /host/cgroup rw master:3 propagate_from:2 - cgroup2 cgroup2 rw"]);
        _root.Write("/sys/fs/cgroup/cpu.max", "300000 100000");
        _root.Write("/host/cgroup/a/cpu.max", "200000 100000");
        AssertLimit(2);
    }

    [Fact]
    public void Empty_root_has_no_quota() => AssertLimit(0);

    [Theory]
    [InlineData("0::", "31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")]
    [InlineData("0::relative", "31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")]
    [InlineData("0::/a/../b", "31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")]
    [InlineData("0", "31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")]
    [InlineData("\0\u0001ÿ", "31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")]
    [InlineData("0::/", "31 23 0:27 / /sys/fs/cgroup rw")]
    [InlineData("0::/", "31 23 0:27 / /sys/fs/cgroup rw - cgroup2")]
    [InlineData("0::/", "31 23 0:27 x /sys/fs/cgroup rw - cgroup2 cgroup2 rw")]
    [InlineData("0::/", @"31 23 0:27 / /sys\000 rw - cgroup2 cgroup2 rw")]
    [InlineData("0::/", @"31 23 0:27 / /sys\9 rw - cgroup2 cgroup2 rw")]
    [InlineData("0::/", "- - - -")]
    public void Garbage_is_no_quota_and_no_exception(string cgroup, string mount)
    {
        Self(cgroup, mount);
        _root.Write("/sys/fs/cgroup/cpu.max", "100000 100000");
        AssertLimit(0);
    }

    [Fact]
    public void Folder_in_the_place_of_a_file_is_no_quota()
    {
        Self("0::/", V2Mount("/"));
        Directory.CreateDirectory(Path.Combine(_root.Path, "sys/fs/cgroup/cpu.max"));
        AssertLimit(0);
    }

    [Fact]
    public void Endless_file_is_read_up_to_its_bound()
    {
        Self("0::/", V2Mount("/"));
        _root.Write("/sys/fs/cgroup/cpu.max", new string('1', 1 << 20));
        AssertLimit(0);
    }

    [Fact]
    public void Mount_table_beyond_the_bound_still_gives_its_first_mounts()
    {
        var docker = Enumerable.Range(0, 2000).Select(n => $"{n} 1 0:9 / /var/lib/docker/{n}/merged rw - overlay overlay rw");
        SelfLines(["0::/"], [V2Mount("/"), .. docker]);
        _root.Write("/sys/fs/cgroup/cpu.max", "100000 100000");
        AssertLimit(1);
    }

    [Fact]
    public void This_machine_can_be_read() => Assert.InRange(CpuLimit.Read("/"), 0, 65536);

    private static string V2Mount(string mounted) =>
        $"31 23 0:27 {mounted} /sys/fs/cgroup rw,nosuid,relatime shared:5 - cgroup2 cgroup2 rw,nsdelegate";

    private static string V1Mount(string mounted, string folder, string controllers) =>
        $"33 23 0:29 {mounted} /sys/fs/cgroup/{folder} ro,nosuid master:11 - cgroup cgroup rw,{controllers}";

    private void V1Quota(string folder, int microseconds)
    {
        _root.Write($"/sys/fs/cgroup/{folder}/cpu.cfs_quota_us", $"{microseconds}");
        _root.Write($"/sys/fs/cgroup/{folder}/cpu.cfs_period_us", "100000");
    }

    private void Self(string cgroup, string mount) => SelfLines([cgroup], [mount]);

    private void SelfLines(string[] cgroup, string[] mounts)
    {
        _root.Write("/proc/self/cgroup", cgroup);
        _root.Write("/proc/self/mountinfo", mounts);
    }

    private void AssertLimit(double expected) => Assert.Equal(expected, CpuLimit.Read(_root.Path));
}
