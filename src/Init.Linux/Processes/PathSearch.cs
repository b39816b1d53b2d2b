using Init.Linux.Paths;

namespace Init.Linux.Processes;

/// <summary>Where a command may be: execvp(3)'s rule. A name with a slash is taken as it is, another one is looked for
/// in every folder of PATH. Bytes, because neither need be UTF-8.</summary>
public static class PathSearch
{
    /// <summary>Runs a script without `#!`, as execvp(3) has it.</summary>
    public static readonly byte[] Shell = "/bin/sh"u8.ToArray();

    private static readonly byte[] DefaultPath = "/bin:/usr/bin"u8.ToArray();

    /// <param name="path">PATH; null: not set.</param>
    public static IReadOnlyList<byte[]> Candidates(byte[] command, byte[]? path)
    {
        if (command.Contains((byte)'/'))
        {
            return [command];
        }

        if (command.Length == 0)
        {
            return [];
        }

        var list = new List<byte[]>();
        ReadOnlySpan<byte> folders = path ?? DefaultPath;
        foreach (var range in folders.Split((byte)':'))
        {
            // An empty folder is the one we are in.
            var folder = folders[range];
            list.Add([.. folder.IsEmpty ? "."u8 : folder.TrimEnd((byte)'/'), (byte)'/', .. command]);
        }

        return list;
    }

    /// <summary>Tries one after the other as execvp(3) does: a program that is there but may not be run is a better
    /// answer than "not found", and what is neither ends the search.</summary>
    /// <param name="candidates">Where it may be.</param>
    /// <param name="attempt">Answers errno, or 0.</param>
    /// <returns>errno, or 0.</returns>
    public static int TryEach(IReadOnlyList<byte[]> candidates, Func<byte[], int> attempt)
    {
        var missed = Errno.ENOENT;
        foreach (var candidate in candidates)
        {
            var error = attempt(candidate);
            if (!IsMiss(error))
            {
                return error;
            }

            missed = missed == Errno.EACCES ? missed : error;
        }

        return missed;
    }

    /// <summary>Why there is no such file; 0: something is there. Cheaper than a process that finds out by failing.
    /// </summary>
    public static int WhyMissing(byte[] path) => PathAccess.WhyMissing(path);

    /// <summary>True when the search should go on at the next folder, as glibc's execvp does: nothing is there, or it
    /// may not be executed, or a server of files is away.</summary>
    public static bool IsMiss(int errno) => errno is Errno.ENOENT or Errno.ENOTDIR or Errno.EACCES or Errno.ESTALE
        or Errno.ENODEV or Errno.ETIMEDOUT;

    /// <summary>The shell's codes for a command that could not be executed: 127 not found, 126 anything else.</summary>
    public static int ExitCode(int errno) => errno is Errno.ENOENT or Errno.ENOTDIR ? 127 : 126;
}
