using System.Globalization;

namespace Init.E2E.Harness;

/// <summary>A control group with a CPU quota, version 1 or 2, removed when the test is over.</summary>
internal sealed class CpuQuota : IDisposable
{
    private const int PeriodMicroseconds = 100_000;
    private readonly string path;
    private readonly bool isV1;

    public CpuQuota(double cpus)
    {
        isV1 = Directory.Exists("/sys/fs/cgroup/cpu");
        path = Path.Combine(isV1 ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup", $"pm1-e2e-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(path);
            Set(cpus);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            Assert.Skip($"needs a control group it can write to: {e.Message}");
        }
    }

    /// <summary>Moves itself into the group and becomes the rest of the command line.</summary>
    public string[] Wrapper => ["/bin/sh", "-c", $"echo $$ > {path}/cgroup.procs && exec \"$@\"", "sh"];

    public void Set(double cpus)
    {
        var quota = ((int)(cpus * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(
            Path.Combine(path, isV1 ? "cpu.cfs_quota_us" : "cpu.max"), isV1 ? quota : $"{quota} {PeriodMicroseconds}");
    }

    public void Dispose()
    {
        for (var tries = 0; Directory.Exists(path) && tries < 100; tries++)
        {
            foreach (var pid in Proc.Read(Path.Combine(path, "cgroup.procs")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                _ = Libc.kill(int.Parse(pid, CultureInfo.InvariantCulture), Signals.KILL);
            }

            try
            {
                Directory.Delete(path);
            }
            catch (IOException)
            {
                // The last process is still ending.
                Thread.Sleep(Bound.Poll);
            }
        }
    }
}
