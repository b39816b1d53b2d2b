using System.Globalization;

namespace Init.Bench.Soak;

/// <summary>A control group with a CPU quota, version 1 or 2.</summary>
internal sealed class Quota : IDisposable
{
    private const int PeriodMicroseconds = 100_000;
    private readonly string path;
    private readonly string file;

    private Quota(string path, string file) => (this.path, this.file) = (path, file);

    /// <summary>Moves itself into the group and becomes the rest of the command line.</summary>
    public IReadOnlyList<string> Wrapper =>
        ["/bin/sh", "-c", $"echo $$ > {path}/cgroup.procs && exec \"$@\"", "sh"];

    /// <returns>null: there is no group that may be written; <paramref name="why"/> says it.</returns>
    public static Quota? Create(double cpus, out string why)
    {
        var isFirst = Directory.Exists("/sys/fs/cgroup/cpu");
        var path = Path.Combine(
            isFirst ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup", $"pm1-soak-{Scratch.Text(Environment.ProcessId)}");
        var quota = new Quota(path, Path.Combine(path, isFirst ? "cpu.cfs_quota_us" : "cpu.max"));
        try
        {
            Directory.CreateDirectory(path);
            quota.Set(cpus);
            why = "";
            return quota;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            quota.Dispose();
            why = e.Message;
            return null;
        }
    }

    public void Set(double cpus)
    {
        var quota = ((int)(cpus * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(file, file.EndsWith("max", StringComparison.Ordinal) ? $"{quota} {PeriodMicroseconds}" : quota);
    }

    public void Dispose()
    {
        for (var tries = 0; Directory.Exists(path) && tries < 100; tries++)
        {
            try
            {
                Directory.Delete(path);
            }
            catch (IOException)
            {
                // The last process is still ending.
                Thread.Sleep(20);
            }
        }
    }
}
