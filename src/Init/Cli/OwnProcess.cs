using System.Globalization;

namespace Init.Cli;

/// <summary>Who we are, from /proc: what the place of the control socket depends on.</summary>
internal static class OwnProcess
{
    private const string UidLine = "Uid:";

    /// <summary>The effective user id; root's where /proc is not mounted.</summary>
    public static uint Uid()
    {
        try
        {
            // Real, effective, saved, file system.
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(
                line => line.StartsWith(UidLine, StringComparison.Ordinal));
            return line?.Split('\t') is [_, _, var effective, ..] ? uint.Parse(effective, CultureInfo.InvariantCulture) : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Of the pid namespace; 0 where /proc is not mounted.</summary>
    public static ulong PidNamespaceInode()
    {
        try
        {
            // The link's text is `pid:[4026531836]`.
            var target = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
            var digits = target[(target.IndexOf('[') + 1)..].TrimEnd(']');
            return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var inode) ? inode : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
