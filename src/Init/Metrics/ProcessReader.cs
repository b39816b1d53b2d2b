namespace Init.Metrics;

/// <summary>Reads what the kernel counts for a process. Every read is bounded, and a process that is gone, or whose
/// pid has another parent by now, is not an error but absent.</summary>
/// <param name="root">Where proc is mounted.</param>
internal sealed class ProcessReader(string root = "/proc")
{
    /// <summary>USER_HZ: 100 on every architecture that Linux shows to user space.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>A stat line is about 350 bytes; the name in it has at most 64.</summary>
    private const int StatBytesMax = 1024;

    /// <summary>Counting descriptors costs a directory entry each on kernels before 6.2; beyond this it is not
    /// worth a scrape, and the count is left out.</summary>
    private const int OpenFilesMax = 16384;

    internal ProcessReading? Read(int pid, int parent)
    {
        try
        {
            if (ReadStat(pid) is not { } stat || stat.Parent != parent)
            {
                return null;
            }

            return new ProcessReading(
                stat.UserTicks / TicksPerSecond, stat.SystemTicks / TicksPerSecond,
                stat.ResidentPages * Environment.SystemPageSize, stat.Threads, CountOpenFiles(pid));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ProcStat? ReadStat(int pid)
    {
        using var file = File.OpenHandle($"{root}/{pid}/stat", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> line = stackalloc byte[StatBytesMax];
        return ProcStat.Parse(line[..RandomAccess.Read(file, line, 0)]);
    }

    private int? CountOpenFiles(int pid)
    {
        try
        {
            var count = Directory.EnumerateFileSystemEntries($"{root}/{pid}/fd").Take(OpenFilesMax + 1).Count();
            return count > OpenFilesMax ? null : count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
