using System.Globalization;

namespace Init.Bench;

internal static class Proc
{
    public static IReadOnlyList<int> Children(int pid) =>
        [.. Tasks(pid).SelectMany(task => Read(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture))];

    public static IReadOnlyList<int> Descendants(int pid) =>
        [.. Children(pid).SelectMany(child => Descendants(child).Prepend(child))];

    public static char? State(int pid)
    {
        var text = Read($"/proc/{pid}/stat");
        return text.Length == 0 ? null : text[text.LastIndexOf(')') + 2];
    }

    public static string Executable(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    public static string CommandLine(int pid) => Read($"/proc/{pid}/cmdline").Replace('\0', ' ');

    /// <summary>Of all threads: how often one gave up the processor because it had to wait, which at idle is how often
    /// it was woken.</summary>
    public static long Wakeups(int pid) =>
        Tasks(pid).Sum(task => Number(Read(Path.Combine(task, "status")), "voluntary_ctxt_switches:"));

    /// <summary>Of all threads, exact to the nanosecond.</summary>
    public static TimeSpan CpuTime(int pid) =>
        TimeSpan.FromMicroseconds(Tasks(pid)
            .Sum(task => long.Parse(Read(Path.Combine(task, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture)) / 1000.0);

    public static Memory Memory(int pid)
    {
        var rollup = Read($"/proc/{pid}/smaps_rollup");
        return new Memory(Number(rollup, "Anonymous:"), Number(rollup, "Rss:"), Number(rollup, "Pss:"));
    }

    /// <summary>What each open descriptor is, as the kernel calls it.</summary>
    public static IReadOnlyList<string> Descriptors(int pid)
    {
        var links = new List<string>();
        try
        {
            foreach (var file in new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos())
            {
                links.Add(file.LinkTarget ?? "");
            }
        }
        catch (IOException)
        {
            // Gone.
        }

        return links;
    }

    public static int Threads(int pid) => Tasks(pid).Length;

    private static string[] Tasks(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{pid}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static long Number(string text, string name)
    {
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(
            line[name.Length..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
