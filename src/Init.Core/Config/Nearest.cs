namespace Init.Core.Config;

/// <summary>Which known name somebody may have meant.</summary>
public static class Nearest
{
    /// <summary>More edits than this and the guess would be noise.</summary>
    private const int EditsMax = 2;

    /// <summary>Names longer than this are not compared: the table of edits is their product.</summary>
    private const int CharsMax = 64;

    /// <returns>The first of the nearest names, or null when none is near. `ready-timeout`, `ready_timeout` and
    /// `READYTIMEOUT` are all `readyTimeout`.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var plain = Plain(name);
        if (plain.Length is 0 or > CharsMax)
        {
            return null;
        }

        return known
            .Select(candidate => (Name: candidate, Edits: Edits(plain, Plain(candidate))))
            .Where(candidate => candidate.Edits <= Math.Min(EditsMax, (plain.Length - 1) / 2))
            .OrderBy(candidate => candidate.Edits)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string Plain(string name) => name.Replace("-", "").Replace("_", "").ToLowerInvariant();

    /// <summary>Insertions, removals, replacements and swaps of two neighbours (optimal string alignment).</summary>
    private static int Edits(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                var replaced = edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[a.Length, b.Length];
    }
}
