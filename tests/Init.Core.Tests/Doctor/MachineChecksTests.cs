using Init.Core.Doctor;
using Init.Core.Read;
using Xunit;

namespace Init.Core.Tests.Doctor;

public sealed class MachineChecksTests
{
    [Theory]
    [InlineData(1.5, "/c", 8, 2, WorkersSource.Quota, "auto", "2 (auto: of a quota of 1.5 CPUs, rounded up)")]
    [InlineData(0, "/c", 8, 8, WorkersSource.Affinity, "auto", "8 (auto: of 8 CPUs, as there is no quota)")]
    [InlineData(9, "/c", 8, 8, WorkersSource.Affinity, "auto", "8 (auto: of 8 CPUs, as the quota is larger or does not count)")]
    [InlineData(0, "/c", 8, 4, WorkersSource.Explicit, "4", "4 (4: as written)")]
    public void Number_of_workers_says_where_it_comes_from(
        double quota, string cgroup, int affinity, int workers, WorkersSource source, string written, string fact)
    {
        var checks = CpuChecks.Of(new CpuSight(quota, "f", cgroup, affinity, workers, source, written)).ToList();
        Assert.Equal(fact, checks.Single(check => check.Name == "workers").Fact);
        Assert.All(checks, check => Assert.Equal(Verdict.Ok, check.Verdict));
    }

    [Fact]
    public void Quota_that_cannot_be_looked_for_is_not_said_to_be_none()
    {
        var check = CpuChecks.Of(new CpuSight(0, "", "", 8, 8, WorkersSource.Affinity, "auto")).First();
        Assert.Equal(Verdict.Degraded, check.Verdict);
        Assert.Contains("unknown", check.Fact, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100L, 90L, Verdict.Ok, "90 B, 90% of the limit")]
    [InlineData(100L, 91L, Verdict.Degraded, "91 B, 91% of the limit")]
    [InlineData(1L << 30, 512L << 20, Verdict.Ok, "512 MiB, 50% of the limit")]
    public void Memory_that_is_nearly_used_up_is_degraded(long limit, long used, Verdict verdict, string fact)
    {
        var check = MemoryChecks.Of(new MemorySight(limit, used, "f", null, "some")).Single(check => check.Name == "use");
        Assert.Equal((verdict, fact), (check.Verdict, check.Fact));
    }

    [Fact]
    public void Memory_without_a_limit_or_pressure_does_not_stop_anything()
    {
        var checks = MemoryChecks.Of(new MemorySight(null, null, "", 16L << 30, "")).ToList();
        Assert.Equal("none, the machine has 16 GiB", checks[0].Fact);
        Assert.Equal(["limit", "pressure"], checks.Select(check => check.Name));
        Assert.True(new Diagnosis(checks).Runs);
    }

    [Theory]
    [InlineData(2, 38UL, true)]
    [InlineData(2, 37UL, false)]
    [InlineData(1, 31UL, false)]
    [InlineData(1000, 1048576UL, true)]
    public void Each_worker_takes_three_descriptors(int workers, ulong hard, bool runs) => Assert.Equal(
        runs, new Diagnosis([.. LimitsChecks.Of(new LimitsSight(workers, 1, hard, null, null, null))]).Runs);

    [Theory]
    [InlineData(100L, 90L, Verdict.Degraded)]
    [InlineData(100L, 10L, Verdict.Ok)]
    public void Tasks_that_are_nearly_used_up_are_degraded(long max, long used, Verdict verdict) => Assert.Equal(
        verdict,
        LimitsChecks.Of(new LimitsSight(2, 1024, 4096, null, max, used)).Single(check => check.Name == "tasks").Verdict);

    [Fact]
    public void Clock_before_pm1_existed_and_a_zone_that_is_not_here_are_degraded()
    {
        var checks = ClockChecks.Of(new ClockSight(
            true, new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc), "Mars/Base", false, false)).ToList();
        Assert.Equal([Verdict.Ok, Verdict.Degraded, Verdict.Degraded], checks.Select(check => check.Verdict));
        Assert.Contains("1970-01-01T00:00:00Z", checks[1].Fact, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL, "none")]
    [InlineData(1UL << 10 | 1UL << 19, "NET_BIND_SERVICE SYS_PTRACE")]
    [InlineData(0x1FFFFFFFFFFUL, "41 of 41")]
    public void Capabilities_are_named(ulong set, string text) => Assert.Equal(text, CapabilityNames.Of(set));
}
