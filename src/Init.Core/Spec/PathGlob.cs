namespace Init.Core.Spec;

/// <summary>`*.log`, `dist`, `src/**/gen`: `*` and `?` stay within a name, `**` spans folders. A pattern without a
/// slash is for any name of a path, so that one of a folder covers all below it.</summary>
public sealed class PathGlob
{
    public const int CharsMax = 256;
    private readonly string[] names;

    private PathGlob(string text)
    {
        Text = text;
        names = text.Trim('/').Split('/');
    }

    public string Text { get; }

    public static Parsed<PathGlob> Parse(string text) =>
        text.Trim('/').Length is > 0 and <= CharsMax && !text.Contains('\0')
            ? new PathGlob(text)
            : Fault.In(text, "is not a pattern", $"write 1 to {CharsMax} characters: *.log, dist, src/**/gen");

    /// <param name="path">Relative to what is watched, with `/` between names.</param>
    public bool Covers(string path)
    {
        var parts = path.Split('/');
        if (names is [var only] && only != "**")
        {
            return parts.Any(part => Matches(only, part));
        }

        // What lies below a folder that is covered is covered too.
        return Enumerable.Range(1, parts.Length).Any(count => Matches(names, parts.AsSpan(0, count)));
    }

    /// <summary>The set of places in the pattern that the path so far may have reached: no backtracking, so that no
    /// pattern takes long.</summary>
    private static bool Matches(string[] names, ReadOnlySpan<string> parts)
    {
        var reached = new bool[names.Length + 1];
        reached[0] = true;
        Skip(names, reached);
        foreach (var part in parts)
        {
            var next = new bool[names.Length + 1];
            for (var at = 0; at < names.Length; at++)
            {
                if (reached[at] && names[at] == "**")
                {
                    next[at] = true;
                }
                else if (reached[at] && Matches(names[at], part))
                {
                    next[at + 1] = true;
                }
            }

            Skip(names, next);
            reached = next;
        }

        return reached[^1];
    }

    private static void Skip(string[] names, bool[] reached)
    {
        for (var at = 0; at < names.Length; at++)
        {
            reached[at + 1] |= reached[at] && names[at] == "**";
        }
    }

    private static bool Matches(string pattern, string name)
    {
        int at = 0, character = 0, star = -1, retry = 0;
        while (character < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = character;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[character]))
            {
                at++;
                character++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                character = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
