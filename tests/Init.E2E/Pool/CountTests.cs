using Init.E2E.Harness;

namespace Init.E2E.Pool;

/// <summary>`--workers`: how many, and who says so.</summary>
public sealed class CountTests
{
    private static readonly int Affinity = AffinityCount();

    [Fact]
    public async Task A_quota_of_one_and_a_half_CPUs_is_two_workers()
    {
        using var quota = new CpuQuota(1.5);
        await Count(Math.Min(2, Affinity), [], launch => launch.Under(quota.Wrapper));
    }

    [Fact]
    public async Task A_quota_of_half_a_CPU_is_one_worker()
    {
        using var quota = new CpuQuota(0.5);
        await Count(1, [], launch => launch.Under(quota.Wrapper));
    }

    [Fact]
    public Task Without_a_quota_it_is_the_affinity_count() => Count(Affinity, [], launch => launch);

    [Fact]
    public Task An_affinity_of_one_CPU_is_one_worker() => Count(1, [], launch => launch.Under(Wrap.Cpu(0)));

    [Theory]
    [InlineData("4", 4)]
    [InlineData("2n+1", -1)]
    public Task The_flag_says_how_many(string workers, int expected) =>
        Count(expected > 0 ? expected : (2 * Affinity) + 1, ["--workers", workers], launch => launch);

    [Fact]
    public Task The_variable_says_how_many() => Count(4, [], launch => launch.With("PM1_WORKERS", "4"));

    [Fact]
    public Task WEB_CONCURRENCY_is_read_too() => Count(5, [], launch => launch.With("WEB_CONCURRENCY", "5"));

    [Fact]
    public Task The_flag_beats_the_variable() =>
        Count(3, ["-w", "3"], launch => launch.With("PM1_WORKERS", "4").With("WEB_CONCURRENCY", "5"));

    private static async Task Count(int expected, string[] options, Func<Launch, Launch> place)
    {
        using var folder = new TempFolder();
        await using var pm1 = place(Launch.Run(["--ready", "after:1ms", .. options], ["/bin/sleep", "600"])).Start(folder);
        await pm1.Begun();
        await pm1.Admin.WaitFor("/startupz", 200, () => pm1.Error.Text);
        Assert.Equal(expected, pm1.Workers.Count);
    }

    /// <summary>Not Environment.ProcessorCount, which takes a quota into account.</summary>
    private static int AffinityCount() =>
        Proc.Field(Proc.Status(Environment.ProcessId), "Cpus_allowed_list").Split(',')
            .Select(range => range.Split('-'))
            .Sum(ends => int.Parse(ends[^1], System.Globalization.CultureInfo.InvariantCulture)
                - int.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture) + 1);
}
