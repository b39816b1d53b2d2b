namespace Init.Linux.Proc;

/// <summary>Small files of /proc and /sys as they are, for those who show them.</summary>
public static class KernelText
{
    /// <returns>The first line, trimmed; empty when there is none or it cannot be read.</returns>
    public static string FirstLine(string path) => BoundedFile.FirstLine(path);

    /// <summary>Of files with `NAME:` and a value on each line: /proc/self/status, /proc/meminfo.</summary>
    /// <returns>The values by name, trimmed; empty when the file cannot be read.</returns>
    public static IReadOnlyDictionary<string, string> Fields(string path)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in BoundedFile.Lines(path))
        {
            if (line.Split(':', 2) is [var name, var value])
            {
                fields[name] = value.Trim();
            }
        }

        return fields;
    }
}
