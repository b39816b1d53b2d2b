namespace Init.Linux.Proc;

/// <summary>What is mounted, from /proc/self/mountinfo; see proc_pid_mountinfo(5).</summary>
internal static class MountTable
{
    private const int FixedFields = 6;

    /// <returns>What can be seen: of several mounts on one point only the last.</returns>
    public static IReadOnlyCollection<Mount> Read(string root)
    {
        var byPoint = new Dictionary<string, Mount>(StringComparer.Ordinal);
        foreach (var line in BoundedFile.Lines(Path.Combine(root, "proc/self/mountinfo")))
        {
            if (Parse(line) is { } mount)
            {
                byPoint[mount.Point] = mount;
            }
        }

        return byPoint.Values;
    }

    internal static Mount? Parse(string line)
    {
        var fields = line.Split(' ');
        var separator = Array.IndexOf(fields, "-", Math.Min(FixedFields, fields.Length));
        if (separator < 0 || fields.Length < separator + 4)
        {
            return null;
        }

        return new Mount(
            Unescape(fields[3]), Unescape(fields[4]), fields[separator + 1], fields[separator + 3].Split(','));
    }

    /// <summary>The kernel writes blank, tab, newline, # and backslash as three octal digits.</summary>
    internal static string Unescape(string field)
    {
        if (!field.Contains('\\'))
        {
            return field;
        }

        var text = new System.Text.StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && Octal(field.AsSpan(i + 1)) is { } character)
            {
                text.Append(character);
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }

    private static char? Octal(ReadOnlySpan<char> text) =>
        text is [>= '0' and <= '1', >= '0' and <= '7', >= '0' and <= '7', ..]
            ? (char)((text[0] - '0') * 64 + (text[1] - '0') * 8 + (text[2] - '0'))
            : null;
}
