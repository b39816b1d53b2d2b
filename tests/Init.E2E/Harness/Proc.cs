using System.Globalization;

namespace Init.E2E.Harness;

/// <summary>Processes as /proc shows them. A process that has ended meanwhile reads as null or empty.</summary>
internal static class Proc
{
    /// <summary>Direct children, zombies too.</summary>
    public static IReadOnlyList<int> Children(int pid)
    {
        var children = new List<int>();
        try
        {
            foreach (var task in Directory.GetDirectories($"/proc/{pid}/task"))
            {
                children.AddRange(Read(Path.Combine(task, "children"))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => int.Parse(word, CultureInfo.InvariantCulture)));
            }
        }
        catch (IOException)
        {
            // Gone.
        }

        return children;
    }

    public static IReadOnlyList<int> Descendants(int pid) =>
        [.. Children(pid).SelectMany(child => Descendants(child).Prepend(child))];

    public static bool IsDescendant(int pid, int of)
    {
        for (var at = pid; at > 1; at = Stat(at)?.Parent ?? 0)
        {
            if (at == of)
            {
                return true;
            }
        }

        return pid == of;
    }

    public static ProcStat? Stat(int pid)
    {
        var text = Read($"/proc/{pid}/stat");
        var end = text.LastIndexOf(')');
        if (end < 0)
        {
            return null;
        }

        var fields = text[(end + 2)..].Split(' ');
        return new ProcStat(fields[0][0], Number(fields[1]), Number(fields[2]), Number(fields[5]), fields[19]);
    }

    /// <summary>Running, not a zombie.</summary>
    public static bool Runs(int pid) => Stat(pid) is { State: not ('Z' or 'X') };

    public static IReadOnlyList<string> CommandLine(int pid) =>
        Read($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public static string Executable(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>A field of /proc/PID/status, or of text in its format.</summary>
    public static string Field(string status, string name) =>
        status.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?
            .Split(':', 2)[1].Trim() ?? "";

    public static string Status(int pid) => Read($"/proc/{pid}/status");

    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
