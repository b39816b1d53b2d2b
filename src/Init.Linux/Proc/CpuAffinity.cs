using System.Globalization;
using System.Numerics;

namespace Init.Linux.Proc;

/// <summary>How many CPUs this process may run on: its affinity mask, which a cpuset narrows too.</summary>
public static class CpuAffinity
{
    /// <summary>The kernel's own limit (NR_CPUS) with room; a list that claims more is garbage.</summary>
    private const int CpusMax = 65536;

    /// <param name="root">`/`, or a folder that stands for it.</param>
    /// <returns>At least 1, also when nothing can be read.</returns>
    public static int Count(string root)
    {
        int? list = null, mask = null;
        foreach (var line in BoundedFile.Lines(Path.Combine(root, "proc/self/status")))
        {
            list ??= Value(line, "Cpus_allowed_list:") is { } text ? CountList(text) : null;
            mask ??= Value(line, "Cpus_allowed:") is { } hex ? CountMask(hex) : null;
        }

        return Math.Max(1, list ?? mask ?? 1);
    }

    /// <summary>`0-3,8`</summary>
    /// <returns>null when it is no such list.</returns>
    internal static int? CountList(string text)
    {
        var count = 0L;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !Number(ends[0], out var first) || !Number(ends[^1], out var last) || last < first)
            {
                return null;
            }

            count += last - first + 1;
        }

        return count <= CpusMax ? (int)count : null;
    }

    /// <summary>`ff` or `00000001,ffffffff`</summary>
    /// <returns>null when it is no such mask.</returns>
    internal static int? CountMask(string text)
    {
        var count = 0;
        foreach (var word in text.Split(','))
        {
            if (!uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
            {
                return null;
            }

            count += BitOperations.PopCount(bits);
        }

        return count;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < CpusMax;

    private static string? Value(string line, string key) =>
        line.StartsWith(key, StringComparison.Ordinal) ? line[key.Length..].Trim() : null;
}
