using System.Globalization;
using Init.Linux.Proc;

namespace Init.Linux.Accounts;

/// <summary>Whom `--user` means, from /etc/passwd and /etc/group. getpwnam(3) would load libraries that a static binary
/// does not have; a number needs no file at all.</summary>
/// <param name="root">`/`, or a folder that stands for it.</param>
public sealed class AccountFiles(string root)
{
    private const int FileBytesMax = 1 << 20;

    /// <summary>NGROUPS_MAX: setgroups(2) takes no more.</summary>
    private const int GroupsMax = 65536;

    /// <summary>Resolves `USER[:GROUP]` as container runtimes do: all digits are always a number. Without a group the
    /// user's own group and supplementary groups apply, and group 0 for a number without an entry; with a group, that
    /// group alone.</summary>
    /// <returns>null when a name is unknown, or a part is empty or out of range.</returns>
    public (uint Uid, uint Gid, uint[] Groups)? Find(string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? user : user[..colon];
        if (FindUser(name) is not { } entry)
        {
            return null;
        }

        if (colon < 0)
        {
            return (entry.Uid, entry.Gid, entry.Name.Length == 0 ? [] : SupplementaryGroups(entry.Name));
        }

        return FindGroup(user[(colon + 1)..]) is { } gid ? (entry.Uid, gid, []) : null;
    }

    /// <returns>What /etc/passwd calls this user; null when it has no entry there.</returns>
    public string? NameOf(uint uid) =>
        FindUser(uid.ToString(CultureInfo.InvariantCulture)) is { Name.Length: > 0 } entry ? entry.Name : null;

    private PasswdEntry? FindUser(string user)
    {
        if (user.Length == 0)
        {
            return null;
        }

        var number = Id(user);
        foreach (var line in BoundedFile.Lines(Path.Combine(root, "etc/passwd"), FileBytesMax))
        {
            if (line.Split(':') is [{ Length: > 0 } name, _, var uidText, var gidText, ..]
                && Id(uidText) is { } uid && Id(gidText) is { } gid
                && (IsDigits(user) ? uid == number : name == user))
            {
                return new PasswdEntry(name, uid, gid);
            }
        }

        return number is { } unlisted ? new PasswdEntry("", unlisted, 0) : null;
    }

    private uint? FindGroup(string group) => IsDigits(group)
        ? Id(group)
        : Groups().Where(entry => entry.Name == group).Select(entry => (uint?)entry.Gid).FirstOrDefault();

    private uint[] SupplementaryGroups(string user) =>
    [
        .. Groups().Where(entry => entry.Members.Contains(user)).Select(entry => entry.Gid).Distinct().Take(GroupsMax),
    ];

    private IEnumerable<GroupEntry> Groups()
    {
        foreach (var line in BoundedFile.Lines(Path.Combine(root, "etc/group"), FileBytesMax))
        {
            if (line.Split(':') is [{ Length: > 0 } name, _, var gidText, .. var rest] && Id(gidText) is { } gid)
            {
                yield return new GroupEntry(name, gid, rest is [var members, ..] ? members.Split(',') : []);
            }
        }
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>The highest number is (uid_t)−1, which the kernel takes for "leave it".</summary>
    private static uint? Id(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != uint.MaxValue
            ? id : null;
}
