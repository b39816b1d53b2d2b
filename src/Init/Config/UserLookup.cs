using System.Globalization;
using Init.Core.Spec;

namespace Init.Config;

/// <summary>Users and groups of /etc/passwd and /etc/group, where these exist: a static binary has no name services,
/// and an image may have neither file. The rules are those of container runtimes: a bare uid that nobody has gets
/// group 0, and a group that is written drops the supplementary ones.</summary>
internal static class UserLookup
{
    /// <summary>Of each file; a longer one is not read to its end.</summary>
    private const int LinesMax = 100_000;

    /// <param name="root">`/`; tests give a folder.</param>
    /// <param name="text">`name`, `uid`, `name:group`, `uid:gid`.</param>
    /// <returns>null: no such user or group.</returns>
    public static UserSpec? Find(string root, string text)
    {
        var colon = text.IndexOf(':');
        var user = colon < 0 ? text : text[..colon];
        var entry = Lines(Path.Combine(root, "etc/passwd")).FirstOrDefault(fields => Is(fields, user, fieldsMin: 4));
        if ((entry is null ? Id(user) : Id(entry[2])) is not { } uid)
        {
            return null;
        }

        var groups = Path.Combine(root, "etc/group");
        if (colon < 0)
        {
            var own = (entry is null ? null : Id(entry[3])) ?? 0;
            return new UserSpec(uid, own, entry is null ? [] : GroupsOf(groups, entry[0]));
        }

        var group = text[(colon + 1)..];
        var found = Lines(groups).FirstOrDefault(fields => Is(fields, group, fieldsMin: 3));
        return (found is null ? Id(group) : Id(found[2])) is { } gid ? new UserSpec(uid, gid, []) : null;
    }

    private static bool Is(string[] fields, string nameOrId, int fieldsMin) =>
        fields.Length >= fieldsMin && nameOrId != "" && (fields[0] == nameOrId || fields[2] == nameOrId);

    private static uint[] GroupsOf(string path, string user) =>
    [
        .. Lines(path)
            .Where(fields => fields.Length >= 4 && fields[3].Split(',').Contains(user))
            .Select(fields => Id(fields[2]))
            .OfType<uint>(),
    ];

    private static IEnumerable<string[]> Lines(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Take(LinesMax).Select(line => line.Split(':'))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No file, no names: numbers still work.
            return [];
        }
    }

    /// <summary>The highest number means "leave it as it is" to the kernel.</summary>
    private static uint? Id(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != uint.MaxValue ? id : null;
}
